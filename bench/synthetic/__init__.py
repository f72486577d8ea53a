"""Invented plans drawn at random, printed in the forms that cities print plans in, and what is read from them.

Fixed documents show that what was once misread is read now; documents that nobody has seen before show how the next
city's will fare. `plans` draws a plan, one module a format prints it and says what it printed, `facts` compares.
"""
