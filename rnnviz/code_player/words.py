"""The player's words, by the names that its script knows them by; what is in braces the script fills in."""

from rnnviz.words import Translation


def spoken(words: Translation) -> dict[str, str]:
    """Every text that the player may show, in one language."""
    return {**_controls(words), **_panels(words), **_sentences(words), **_arrays(words)}


def _controls(words: Translation) -> dict[str, str]:
    _ = words
    return {
        "steps": _("Steps of the code"),
        "first": _("First step"),
        "back": _("Previous step"),
        "next": _("Next step"),
        "last": _("Last step"),
        "over": _("Step over: to the next line of this function"),
        "over-back": _("Step over backwards: to the line before in this function"),
        "out": _("Step out: until this function is left"),
        "next_word": _("step"),
        "over_word": _("over"),
        "out_word": _("out"),
        "play": _("Play"),
        "pause": _("Pause"),
        "space_key": _("space"),
        "speed": _("Speed"),
        "one_a_second": _("{n} step/s"),
        "many_a_second": _("{n} steps/s"),
        "where": _("step {step} of {last}"),
        "slider": _("Step"),
        "marks": _("Where functions are called and exceptions are raised; the height is the depth of the calls"),
        "damaged": _("This trace arrived damaged, or was made for another version of the player. Reload the page."),
    }


def _panels(words: Translation) -> dict[str, str]:
    _ = words
    return {
        "code": _("Code"),
        "line": _("Line {line}: go to the next time it runs"),
        "jump": _("Click: the next time this line runs. Shift and click: the time before."),
        "not_again": _("Line {line} does not run after this step."),
        "not_before": _("Line {line} does not run before this step."),
        "just_ran": _("just ran"),
        "about_to": _("runs next"),
        "raised_here": _("exception"),
        "stack": _("Functions under way, the outermost first"),
        "look": _("Look into {name}"),
        "here": _("Here the code stands"),
        "variables": _("Variables"),
        "no_variables": _("This function has no variables yet."),
        "is_new": _("new"),
        "is_changed": _("changed"),
        "was": _("was {value}"),
        "same": _("the same object as {names}"),
        "one_entry": _("{count} entry"),
        "entries": _("{count} entries"),
        "enlarge": _("Show it large, with every number"),
        "enlarged": _("One variable, large"),
        "close": _("Close"),
        "not_there": _("There is no such variable at this step."),
    }


def _sentences(words: Translation) -> dict[str, str]:
    _ = words
    return {
        "comma": _(", "),
        "called": _("{call} is called."),
        "ran": _("Line {line} ran: {changes}."),
        "ran_only": _("Line {line} ran: no variable changed."),
        "return": _("Line {line} ran: {name} returns {value}."),
        "return_changing": _("Line {line} ran: {changes}; {name} returns {value}."),
        "yield": _("Line {line} ran: {name} yields {value} and waits."),
        "yield_changing": _("Line {line} ran: {changes}; {name} yields {value} and waits."),
        "resume": _("{name} goes on in line {line}."),
        "resume_changing": _("{name} goes on in line {line}: {changes}."),
        "raised": _("Line {line}: {type}: {message}."),
        "raised_bare": _("Line {line}: {type}."),
        "closed": _("{name} is given up in line {line}: nobody asks it for more."),
        "passes": _("The {type} passes through line {line} of {name}."),
        "meanwhile": _("Before that: {changes}."),
        "goes_on": _("It is caught here: the code goes on in line {line}."),
        "leaves": _("It leaves {name}."),
        "ends": _("The run ends here."),
        "ends_wrong": _("Nothing caught it: the run ends here."),
        "cut_events": _("Here the recording ends: more steps than a trace may have. The code itself ran on."),
        "cut_bytes": _("Here the recording ends: more numbers than a trace may hold. The code itself ran on."),
        "cut_tracer": _("Here the recording ends: the code set a tracer of its own."),
        "cut_recursion": _(
            "Here the recording ends: the functions call one another too deeply. The code itself ran on."
        ),
        "cut_message": _("Here this page ends: the trace is too large to be shown whole."),
        "new": _("{name} is new"),
        "changed": _("{name} changed"),
        "changed_one": _("{name} changed (1 number)"),
        "changed_many": _("{name} changed ({count} numbers)"),
        "resized": _("{name} has {size} entries now"),
        "gone": _("{name} is deleted"),
        "and_more": _("{count} more variables changed"),
    }


def _arrays(words: Translation) -> dict[str, str]:
    _ = words
    return {
        "picture": _("A picture of {shape} numbers"),
        "kept": _("the first {kept} of {size}"),
        "all": _("all {size} numbers"),
        "many_of": _("{count} of {size} numbers changed"),
        "empty": _("no numbers in it"),
        "missing_meta": _("on the meta device: it has no numbers"),
        "missing_wrapped": _("a stand-in that has no numbers of its own"),
        "missing_layout": _("sparse or nested: its numbers are not shown"),
        "missing_dtype": _("its numbers are of a type that is not shown"),
        "missing_memory": _("its memory could not be read"),
    }
