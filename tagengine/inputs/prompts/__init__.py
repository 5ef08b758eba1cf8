"""Tagging requests written for a language model, read as what they ask, and answered.

A request holds a text to tag (one or several), a list of tags, the form of the answer with an empty
list of tags, and often a limit. What is instruction and what is document is told by what each
sentence is: the instruction stands before the document, after it, or on both sides, never in it.
"""
