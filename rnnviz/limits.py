"""Every limit of the app, and of a trace, in one place. Else the package takes whatever fits in memory."""

MAX_HIDDEN_SIZE = 512
"""Units of a layer."""

MAX_OUTPUT_SIZE = 128
"""Features that are read out of a layer."""

MAX_NUM_LAYERS = 4
"""Layers of a network that is made here."""

MAX_INPUT_SIZE = 512
"""Features of a random input."""

MAX_SEQ_LEN = 10_000
"""Time steps of a random input."""

MAX_BATCH = 128
"""Rows of a random input."""

MAX_POSITION = 999_999_999
"""The last layer, row, time step or unit that an address may name. Which ones there are is for the recording to say:
one out of a file may be larger than those that are made here."""

MAX_STATES = 8_192_000
"""Numbers of all hidden states of a random input: its time steps, rows, layers, directions and units. Four layers in
both directions over 2000 steps with 512 units have so many; their recording takes about 420 MB."""

MAX_SMALL_SIZE = 128
"""Units of a layer on a page that draws the whole network, or runs a module written by hand;"""
MAX_SMALL_SEQ_LEN = 200
"""time steps of a random input there: a picture shows the first and the last of them;"""
MAX_SMALL_STATES = 1_000_000
"""numbers of all hidden states there."""

MAX_DERIVED_STATES = 2_048_000
"""Numbers of all hidden states of a network whose gradients are worked out: that takes several times as long."""

MAX_SEED = 2**31 - 1
"""The last seed of random numbers."""

MAX_FORGET_BIAS = 20.0
"""Magnitude of a forget bias: beyond, the gate of float32 is 0 or 1."""

MAX_TRAINED = 500
"""Optimizer steps before a recording: some seconds for a short input."""

MAX_TRAINED_STATES = 25_000_000
"""Numbers of all hidden states of all these steps together: under a minute."""

MAX_COMPARED = 3
"""Recordings beside the one that is shown."""

MAX_COMPARED_BYTES = 1024 * 1024 * 1024
"""Bytes of the recordings of one comparison (bytes): two of the largest."""

MAX_CHARACTERS = 2000
"""Characters of a text, all its lines together."""

MAX_NUMBERS = 2000
"""Numbers of a series, all its rows together."""

MAX_ROWS = 64
"""Batch rows of a text or a series: each has tracks of its own in the player's message."""

MAX_TYPED = 50_000
"""Characters of a text or a series that are looked at, at all: far above what `MAX_CHARACTERS` allows."""

MAX_TEXT_BYTES = 1024 * 1024
"""Bytes of a text that a character model reads, in UTF-8 (bytes): an epoch of it takes minutes."""

MAX_VOCABULARY = 5000
"""Different characters that a character model tells apart: more than a Chinese newspaper has."""

MAX_EMBEDDING = 256
"""Numbers for each character;"""
MAX_MODEL_SIZE = 256
"""units of each layer of a character model;"""
MAX_WINDOW = 512
"""characters of a sequence that it is trained on;"""
MAX_MODEL_STEPS = 100_000
"""optimizer steps of its training."""

MAX_ADDRESS_TEXT = 2000
"""Characters of a text that stand in the address; a longer one is kept as a file is."""

MAX_TEMPERATURE = 10.0
"""What logits are divided by: at 10, nearly all characters are alike."""

MAX_PROMPT = 500
"""Characters of a prompt,"""
MAX_SAMPLE = 2000
"""and of what is written after it."""

MAX_COLOURED_VALUES = 3_000_000
"""Numbers that a coloured text holds; what is more of it is left out, and said to be."""

MAX_READINGS = 16
"""Texts that trained character models have read, kept ready, shared by all visits;"""
MAX_READING_BYTES = 256 * 1024 * 1024
"""bytes of all of them together, about (bytes)."""

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

MAX_RECORDED_BYTES = 512 * 1024 * 1024
"""Bytes of the recordings kept ready, all together (bytes): one of the largest, or two of 10,000 steps, 512 units."""

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

MAX_FADINGS = 512
"""Networks of the page of memory and gradients kept ready, shared by all visits."""

MAX_FADING_BYTES = 4 * 1024 * 1024
"""Bytes of what is kept of them, all together (bytes)."""

MIN_GAIN, MAX_GAIN = 10, 400
"""What recurrent weights are multiplied by there (per cent)."""

MAX_MESSAGES = 256
"""Messages to the player kept ready, shared by all visits: of a long recording there are several."""

MAX_MESSAGE_BYTES = 128 * 1024 * 1024
"""Bytes of the player's messages kept ready, all together (bytes)."""

MAX_TRAIL = 40
"""Numbers that are followed back, in an address; the player keeps as many."""

MAX_LINES = 50
"""Breakpoints, watches, edits or compared networks: one a line."""

MAX_LINE = 1000
"""Characters of such a line."""

MAX_CONDITION = 1000
"""Characters of a condition to find steps by."""

MAX_CONDITION_DEPTH = 50
"""Operations inside operations in such a condition: it is read and worked out by functions that call themselves."""

MAX_EDITS = 10_000
"""Characters of edits to run a recording again with, all together."""

MAX_CODE_MESSAGE_BYTES = 12 * 1024 * 1024
"""Bytes of a trace that its player is sent (bytes)."""

MAX_TRACE_STEP = 999_999
"""Steps of a trace, as the address may name them."""

MAX_SLIDE = 99
"""The last section of a lesson, as the address may name it."""

MAX_LESSON_TEXT = 200
"""Characters that are typed into a lesson."""

MAX_UPLOADED_BYTES = 16 * 1024 * 1024
"""Bytes of a file that is opened in the app (bytes)."""

MAX_RECORDING_FILE_BYTES = 512 * 1024 * 1024
"""Bytes of a recording that is opened in the app (bytes)."""

MAX_OPENED_FILES = 32
"""Recordings out of files kept ready, shared by all visits."""

MAX_OPENED_BYTES = 2 * 1024 * 1024 * 1024
"""Bytes of these files, all together; they lie on the disk and are mapped (bytes)."""

MAX_TRACES_KEPT = 32
"""Traces kept ready, shared by all visits."""

MAX_TRACES_BYTES = 128 * 1024 * 1024
"""Bytes of the messages of these traces, all together (bytes)."""

MAX_TRACED_EVENTS = 10_000
"""Events of a trace; the code runs on without more being kept."""

MAX_TRACED_BYTES = 64 * 1024 * 1024
"""Bytes of what a trace keeps, all together, about (bytes)."""

MAX_TRACED_ELEMENTS = 4096
"""Numbers kept of one tensor or array, the first ones in row-major order."""

MAX_TRACED_ITEMS = 100
"""Items kept of one list, dict or object."""

MAX_TRACED_DEPTH = 4
"""Lists inside of lists that are looked into."""

MAX_TRACED_VALUES = 2000
"""Values kept of one variable, with all that is inside of it."""

MAX_TRACED_TEXT = 2000
"""Characters kept of one text."""

MAX_TRACED_SOURCE = 100_000
"""Characters kept of the code of one function, in whole lines."""

MAX_TRACE_FILE_BYTES = 512 * 1024 * 1024
"""Bytes of a file with a trace in it (bytes)."""

MAX_TRACE_FILE_DEPTH = 64
"""Values inside of values in a file with a trace in it."""

MAX_TRACE_FILE_VALUES = 1_000_000
"""Values of one variable in a file, with all that is inside of it, each counted as often as it is shown."""

MAX_DRAWN_CELLS = 250_000
"""Cells of a heatmap; past them each rectangle shows the most extreme of its block."""

MAX_PLAYED_VALUES = 3_000_000
"""Numbers that a player is sent exactly; past them it gets a reduced overview, and a window around t."""

MAX_STOPS = 256
"""Breakpoints whose steps are kept ready, shared by all visits."""

MAX_STOP_BYTES = 64 * 1024 * 1024
"""Bytes of these steps, all together, about (bytes)."""

MAX_AUDITS = 64
"""Reports of an audit kept ready, shared by all visits;"""
MAX_AUDIT_BYTES = 16 * 1024 * 1024
"""bytes of what they hold, all together, about (bytes)."""

MAX_FINDINGS_SHOWN = 8
"""Findings of an audit that stand in the list; the others are a click away."""

MAX_HITS_SHOWN = 500
"""Hits in the list of the breakpoints panel."""

MIN_RATE, MAX_RATE = 0.000001, 1000.0
"""Learning rates of a training run: the highest ones are there to see it fail."""

MAX_CLIP = 1000.0
"""Norm of a gradient, in a training run."""

MAX_TRAINING_BATCH = 512
"""Sequences of one step of a training run."""

MAX_MOMENTS = 100
"""Recordings of the probe that are kept of each network of a training run."""

MAX_UNSEEN_SECONDS = 60.0
"""A training that nobody has looked at for so long stops, and can be taken up again (seconds)."""

MAX_RUN_SECONDS = 600.0
"""A training leaves its process after so long, for others may wait; it can be taken up again (seconds)."""

MAX_TRAINING_PROCESSES = 2
"""Processes that train; runs beyond them wait in a queue."""

MAX_WAITING_RUNS = 32
"""Runs that train or wait, of all visits together."""

MAX_RUNS_KEPT = 64
"""Runs whose recordings are kept, of all visits together; those that nobody looks at go first."""

MAX_RUNS_BYTES = 2 * 1024 * 1024 * 1024
"""Bytes of these runs on the disk, all together (bytes)."""

MAX_CONTENTS_BYTES = 256 * 1024 * 1024
"""Bytes of the data that was given for trainings, all together, on the disk (bytes)."""

MAX_EPOCHS = 1000
"""How often a training run sees all its data."""

LEAST_SERIES, MAX_SERIES = 12, 10_000
"""Numbers of a series that is made to be predicted."""

MAX_NOISE = 10.0
"""Standard deviation of the noise in such a series."""

MAX_TABLE_BYTES = 8 * 1024 * 1024
"""Bytes of a table of numbers that is opened or pasted (bytes);"""
MAX_TABLE_NUMBERS = 100_000
"""numbers of one of its columns;"""
MAX_TABLE_MAGNITUDE = 1_000_000_000_000.0
"""largest magnitude of one of them: they are read as float64, and standardised."""

MAX_INPUT_NUMBERS = 25_000_000
"""Numbers of an input for a model out of a file: its time steps, rows and features."""

MAX_VOCABULARY_BYTES = 8 * 1024 * 1024
"""Bytes of a list of tokens for a model out of a file (bytes)."""

MAX_PASTED = 10_000
"""Characters of a table that is pasted, for it goes into the address; larger ones come as files."""
MAX_HISTORY_BYTES = 1024 * 1024 * 1024
"""Bytes of a file with a history of a training in it (bytes)."""

MAX_HISTORY_RECORDINGS = 20_000
"""Recordings in such a file."""

MAX_MODULE_NAME = 1000
"""Characters of the name of a module in such a file."""

MAX_DISTANCE = 200
"""Time steps over which a memory task asks back."""

MAX_COPIED = 10
"""Symbols of a string that a memory task has repeated."""

MAX_MEMORY_STEPS = 20_000
"""Optimizer steps of a memory task."""

MAX_DISTANCES = 8
"""Of them in one comparison."""

MAX_STRING_LENGTH = 12
"""Letters of a string that a network learns to rewrite."""

MAX_STRINGS_EPOCHS = 200
"""Epochs of 50 steps in which it learns."""

MAX_SWEEP_SEEDS = 10
"""Seeds of one comparison of memory tasks."""

MAX_SWEEP = 100
"""Trainings of one comparison of memory tasks: networks, distances and seeds multiplied."""

MAX_TAUGHT = 32
"""Runs whose answers with and without a teacher are kept ready, shared by all visits;"""
MAX_TAUGHT_BYTES = 1024 * 1024
"""bytes of these answers, all together, about (bytes)."""

MAX_MODEL_BYTES = 256 * 1024 * 1024
"""Bytes of a file of weights that is opened (bytes);"""
MAX_MODEL_UNPACKED_BYTES = 512 * 1024 * 1024
"""bytes of everything that is taken out of it, all together (bytes);"""
MAX_MODEL_TENSORS = 5000
"""tensors in it;"""
MAX_MODEL_DIMENSIONS = 8
"""dimensions of each of them;"""
MAX_MODEL_ELEMENTS = 100_000_000
"""numbers in each of them;"""
MAX_MODEL_NAME = 500
"""characters of its name;"""
MAX_MODEL_SHOWN = 60
"""characters of it that an error repeats;"""
MAX_MODEL_HEADER_BYTES = 4 * 1024 * 1024
"""bytes of what tells the tensors: a safetensors file's head, a state dict's pickle, a Keras file's configuration."""
MAX_MODEL_NODES = 20_000
"""Operators of an ONNX file, or groups and arrays of an HDF5 file;"""
MAX_MODEL_DEPTH = 32
"""groups, graphs or layers inside one another in it."""

MAX_MODEL_HIDDEN_SIZE = 4096
"""Units of a layer out of a file;"""
MAX_MODEL_INPUT_SIZE = 65_536
"""features that it reads;"""
MAX_MODEL_LAYERS = 16
"""layers of one module in it."""

MAX_READING_PROCESSES = 2
"""Processes that take files of weights apart; further files wait."""
MAX_READING_SECONDS = 10.0
"""Seconds that one of them has for a file (seconds);"""
MAX_READING_MEMORY = 1536 * 1024 * 1024
"""bytes of memory that it may take for that (bytes)."""

MAX_MODELS_KEPT = 32
"""Models out of files kept ready, shared by all visits;"""
MAX_MODELS_BYTES = 1024 * 1024 * 1024
"""bytes of these files, all together (bytes)."""
