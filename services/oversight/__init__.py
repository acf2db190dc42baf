"""The oversight desk: hears everything; watches deadlines, keeps timelines, rules and rights.

Owns: deadlines near and missed, who may do what, who looked. Hears: every announced fact.
Says: DeadlineNear, DeadlineMissed, RuleChanged, RightsChanged, DutiesCombined, RecordOpened …
"""
