"""The published language of the office: facts, their envelope, and the rules several desks obey."""
