"""What a person says, what a practitioner does, and when someone may be at risk.

Pure functions, and thin Rasa graph components around them in `bot.nlu.components`. Knows nothing of
conversations, plans or pages; what it hands over is the message attribute `understanding`
(docs/adr/0001).
"""
