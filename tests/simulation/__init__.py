"""The world as Stanceline sees it, without its delays: feeds that publish as feeds do, a clock
that is set forward, and servers that behave well and badly and write down what they were asked.
"""
