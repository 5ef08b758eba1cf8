"""How well tags agree with gold labels: figures, ranking, confusions, intervals, comparisons."""

from tagengine.evaluation.figures import Figures, Judged, TagFigures, evaluate

__all__ = ["Figures", "Judged", "TagFigures", "evaluate"]
