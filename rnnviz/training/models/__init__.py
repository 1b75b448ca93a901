"""Small trained networks: their tasks, their modules and their weights, which ``make assets`` trains.

Every task draws its cases from a generator that it is given. Weights lie in ``assets/models``.
"""
