"""What stands in a query's words: one module a kind of condition, each a function or class over a `Sentence`.

Recognisers take the words that they understand out of the sentence, in the order of `interpret`; what is left when all
have read it is the topic.
"""
