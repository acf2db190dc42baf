"""How do messages leave the office?"""
