"""Rules from labelled records: starter rules, tuned weights, suggestions; each judged on others."""
