"""What a conversion between PyTorch's layout and another one does, told sentence by sentence."""

from rnnviz.formats.weights.blocks import Blocks
from rnnviz.formats.weights.change import Change
from rnnviz.formats.weights.layout import Layout, Matrix
from rnnviz.words import N_


def changes(source: Layout, target: Layout, blocks: Blocks) -> tuple[Change, ...]:
    """What happened to the arrays of one layer on the way from ``source`` to ``target``; one of the two is PyTorch.

    ``blocks`` are those of the source, before anything was moved.
    """
    return (
        *_order(source, target),
        *_matrices(source, target, blocks),
        *_reset(source, target),
        *_biases(source, target, blocks),
        *_forget_bias(source, target),
    )


def _order(source: Layout, target: Layout) -> list[Change]:
    if len(source.order.gates) == 1:
        return []
    before, after = " ".join(source.order.own), " ".join(target.order.own)
    if source.order.gates != target.order.gates:
        return [Change(N_("Gates reordered from {before} to {after}."), {"before": before, "after": after})]
    if before == after:
        return []
    values = {"before": before, "after": after, "framework": target.framework}
    return [Change(N_("Gates stay in their order: {before} is what {framework} calls {after}."), values)]


def _matrices(source: Layout, target: Layout, blocks: Blocks) -> list[Change]:
    outward = source.framework == "PyTorch"
    other = target if outward else source
    return [_matrix(matrix, other, blocks, outward=outward) for matrix in other.matrices]


def _matrix(matrix: Matrix, other: Layout, blocks: Blocks, *, outward: bool) -> Change:
    hidden, features = blocks.hidden_size, blocks.input_size
    gates = [own for own, gate in zip(other.order.own, other.order.gates, strict=True) if gate in matrix.gates]
    values: dict[str, object] = {
        "name": matrix.name,
        "shape": matrix.shape(hidden, features),
        "gates": " ".join(gates),
        "features": features,
    }
    if len(matrix.sources) == 2:
        if outward:
            template = N_(
                "weight_ih and weight_hh side by side, transposed, are {name} {shape} with the gates {gates}: "
                "it multiplies [x, h]."
            )
        else:
            template = N_(
                "{name} {shape} with the gates {gates} multiplies [x, h]: transposed, its first {features} columns "
                "go to weight_ih, the others to weight_hh."
            )
        return Change(template, values)
    own = f"weight_{matrix.sources[0]}"
    plain = Matrix(own, matrix.gates, matrix.sources).shape(hidden, features)
    first, last = ((own, plain), (matrix.name, values["shape"]))[:: 1 if outward else -1]
    values = {"before": first[0], "before_shape": first[1], "after": last[0], "after_shape": last[1]}
    if matrix.transposed:
        return Change(N_("{before} {before_shape} transposed is {after} {after_shape}."), values)
    return Change(N_("{before} is {after}."), values)


def _reset(source: Layout, target: Layout) -> list[Change]:
    if source.reset == target.reset:
        if source.reset == "before" and target.framework == "PyTorch":
            return [Change(N_("These weights are for a GRU that resets before the product, which nn.GRU does not."))]
        return []
    return [Change(N_("W_hn is diagonal, so that it does not matter whether the reset comes before or after it."))]


def _biases(source: Layout, target: Layout, blocks: Blocks) -> list[Change]:
    outward = source.framework == "PyTorch"
    other = target if outward else source
    if not blocks.biases:
        if not (outward and other.bias_needed):
            return []
        names = ", ".join(bias.name for bias in other.biases)
        return [
            Change(
                N_("There are no biases, and {framework} needs some: {names} of zeros."),
                {"framework": other.framework, "names": names},
            )
        ]
    found: list[Change] = []
    for bias in other.biases:
        values = {"name": bias.name}
        if bias.form == "sum" and outward:
            template = N_(
                "bias_ih and bias_hh are added: {name} holds their sum. The outputs stay the same; the two cannot be "
                "told apart again."
            )
            found.append(Change(template, values, reversible=False))
        elif bias.form == "sum":
            found.append(Change(N_("{name} goes to bias_ih; bias_hh is 0."), values))
        elif bias.form == "rows":
            found.append(Change(N_("bias_ih is the first row of {name}, bias_hh the second."), values))
        elif bias.form == "halves":
            found.append(Change(N_("bias_ih is the first half of {name}, bias_hh the second."), values))
    if not outward and source.reset != target.reset and not source.one_bias:
        found.append(Change(N_("b_hn is added to b_in: where the reset comes first both are outside it."), {}, False))
    return found


def _forget_bias(source: Layout, target: Layout) -> list[Change]:
    for layout, template in (
        (
            target,
            N_("{value} is taken from the forget gate's bias: {framework} adds forget_bias={value} at every step."),
        ),
        (source, N_("{value} is added to the forget gate's bias: {framework} adds forget_bias={value} at every step.")),
    ):
        if layout.forget_bias:
            values = {"value": layout.forget_bias, "framework": layout.framework}
            return [Change(template, values, reversible=False)]
    return []
