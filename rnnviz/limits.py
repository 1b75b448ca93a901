"""Every limit of the app, in one place. The package itself takes whatever fits in memory."""

MAX_HIDDEN_SIZE = 128
"""Units of a layer. The player draws each one; past this they are no longer told apart."""

MAX_NUM_LAYERS = 4

MAX_INPUT_SIZE = 512
"""Features of a random input."""

MAX_SEQ_LEN = 200
"""Time steps of a random input: a picture shows the first and the last of them."""

MAX_BATCH = 128
"""Rows of a random input."""

MAX_STATES = 1_000_000
"""Numbers of all hidden states of a random input: its time steps, rows, layers, directions and units."""

MAX_SEED = 2**31 - 1

MAX_CHARACTERS = 2000
"""Characters of a text, all its lines together."""

MAX_NUMBERS = 2000
"""Numbers of a series, all its rows together."""

MAX_ROWS = 64
"""Batch rows of a text or a series: each has tracks of its own in the player's message."""

MAX_TYPED = 50_000
"""Characters of a text or a series that are looked at, at all: far above what `MAX_CHARACTERS` allows."""

MAX_TYPED_NUMBER = 64
"""Characters of one number as it is typed: what is longer is none."""

MAX_MAGNITUDE = 1_000_000.0
"""Largest magnitude of a number in a series: float32 still tells its units apart."""

MAX_EXAMPLE_STEPS = 2
"""Time steps of the worked example: the printed one, and one more in which h and c are fed back."""

MAX_DIGITS = 10
"""Digits after the point, on demand; float64 has some more, but nobody reads them."""

MAX_ADDRESS_VALUE = 40
"""Characters of a wrong value that a message repeats."""

MAX_RECORDINGS = 64
"""Recordings kept ready, shared by all visits."""

MAX_RECORDED_BYTES = 256 * 1024 * 1024
"""Bytes of the recordings kept ready, all together (bytes)."""

MAX_PICTURES = 64
"""Pictures of the shape explorer kept ready, shared by all visits."""

MAX_PICTURE_BYTES = 64 * 1024 * 1024
"""Characters of these pictures, all together."""

MAX_PLACE = 60
"""Characters of a place that is chosen in the shape explorer."""

MAX_RUNS = 256
"""Runs of pitfalls kept ready, shared by all visits."""

MAX_RUN_BYTES = 64 * 1024 * 1024
"""Bytes of the tensors in these runs, all together (bytes)."""

MAX_PITFALL_SEED = 99
"""Seeds of the pitfalls, from 0: enough to see that a claim does not hang on one, and few enough to keep ready."""

MAX_MESSAGE_BYTES = 128 * 1024 * 1024
"""Bytes of the player's messages kept ready, all together (bytes)."""

MAX_CONDITION = 1000
"""Characters of a condition to find steps by."""

MAX_CONDITION_DEPTH = 50
"""Operations inside operations in such a condition: it is read and worked out by functions that call themselves."""
