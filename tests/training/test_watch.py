"""Watching a training: it learns what it would have learned, and the moments are what PyTorch computes."""

import copy
import gc
import random
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jaxtyping
import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.modules import module as torch_module
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence
from torch.optim import optimizer as torch_optimizer

import rnnviz
from rnnviz.errors import ArgumentError, InputError, ModuleError, PlaceError

PROBE = torch.linspace(-1, 1, 5 * 2 * 3).reshape(5, 2, 3)


class Wild(nn.Module):
    """Everything that a look could disturb: draws from three generators, running means, a state of its own."""

    seen: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(3, 4, num_layers=2, dropout=0.4)
        self.norm = nn.BatchNorm1d(4)
        self.out = nn.Linear(4, 1)
        self.frozen = nn.Dropout(0.5).eval()
        self.register_buffer("seen", torch.zeros(()))
        self.state: Any = None
        self.calls = 0

    def forward(self, x: Tensor) -> Tensor:
        if random.random() < 0.5:
            x = x + float(np.random.normal())
        x = x + 0.1 * torch.randn_like(x)
        output, _ = self.lstm(x)
        last = self.norm(output[-1]) + (0 if self.state is None else self.state)
        self.state = 0.1 * last.detach().mean(0)
        self.calls += 1
        self.seen += 1
        return self.out(self.frozen(last))  # type: ignore[no-any-return]


def sgd(model: nn.Module) -> torch.optim.Optimizer:
    return torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)


def adam(model: nn.Module) -> torch.optim.Optimizer:
    return torch.optim.Adam(model.parameters(), lr=0.01)


def lbfgs(model: nn.Module) -> torch.optim.Optimizer:
    return torch.optim.LBFGS(model.parameters(), lr=0.1, max_iter=3)


def seeded(make: Callable[[], nn.Module] = Wild) -> nn.Module:
    for seed in (torch.manual_seed, random.seed, np.random.seed):
        seed(1)
    return make()


def learn(model: nn.Module, optimizer: torch.optim.Optimizer, steps: int = 7) -> None:
    """A loop as people write them, which knows nothing of being watched."""
    data = torch.Generator().manual_seed(3)
    for _ in range(steps):
        x = torch.randn(6, 8, 3, generator=data)

        def closure(x: Tensor = x) -> Tensor:
            optimizer.zero_grad()
            loss: Tensor = model(x).square().mean()
            loss.backward()  # type: ignore[no-untyped-call]
            return loss

        optimizer.step(closure)  # type: ignore[arg-type]


def everything(model: nn.Module, optimizer: torch.optim.Optimizer) -> list[Any]:
    """All that the next step of a training depends on."""
    state = [value for held in optimizer.state.values() for value in held.values()]
    grads = [parameter.grad for parameter in model.parameters()]
    generators = [torch.get_rng_state(), random.getstate(), np.random.get_state(legacy=False)["state"]["key"]]
    flags = [module.training for module in model.modules()]
    own = [model.state, model.calls] if isinstance(model, Wild) else []
    return [*model.state_dict().values(), *grads, *state, *generators, flags, *own]


def same(one: Any, other: Any) -> bool:
    if isinstance(one, Tensor | np.ndarray):
        return bool(torch.equal(torch.as_tensor(one), torch.as_tensor(other)))
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks at types: the one who does in the tests draws from Python's generator, and is passed wrong ones."""
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("make", [sgd, adam, lbfgs])
def test_a_training_that_is_watched_learns_the_same_to_the_last_bit(
    make: Callable[[nn.Module], torch.optim.Optimizer],
) -> None:
    plain = seeded()
    optimizer = make(plain)
    learn(plain, optimizer)
    expected = everything(plain, optimizer)

    model = seeded()
    optimizer = make(model)
    with rnnviz.watch(model, PROBE, every=2) as history:
        learn(model, optimizer)
    assert [*history.steps] == [0, 2, 4, 6, 7]
    assert same(everything(model, optimizer), expected)


def test_under_autocast_the_new_weights_are_recorded_and_nothing_of_it_is_used_again() -> None:
    ends = []
    for watched in (False, True):
        torch.manual_seed(1)
        model = nn.Sequential(nn.Linear(3, 3), nn.LSTM(3, 3), First(), nn.Linear(3, 1))
        late, optimizer = model[3], torch.optim.SGD(model[:2].parameters(), lr=10.0)
        history = rnnviz.watch(model, PROBE, every=1) if watched else None
        # A weight that was cast once is kept until the region ends, whatever the step makes of it.
        with torch.autocast("cpu", dtype=torch.bfloat16):
            output = model[:3](PROBE).float()
            output.square().mean().backward()
            optimizer.step()
            late(output.detach()).sum().backward()
        ends.append([*model.parameters(), late.weight.grad])
        if history is not None:
            history.close()
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                expected = model[0](PROBE).float().numpy()
            np.testing.assert_array_equal(history.recording(1, "1").input, expected)
    assert same(*ends)


def test_moments_are_what_pytorch_computes_with_the_weights_of_that_step() -> None:
    model = seeded(lambda: nn.Sequential(nn.LSTM(3, 4, num_layers=2, dropout=0.5)))
    optimizer = adam(model)
    copies = {0: copy.deepcopy(model)}
    history = rnnviz.watch(model, PROBE, every=3)
    for step in range(1, 8):
        optimizer.zero_grad()
        model(PROBE)[0].square().mean().backward()
        optimizer.step()
        copies[step] = copy.deepcopy(model)
    # What is asked for while it runs is there already.
    assert [*history.steps] == [0, 3, 6]
    history.close()
    history.close()
    assert [*history.steps] == [0, 3, 6, 7]
    assert history.modules == ("0",)
    for step in history.steps:
        with torch.no_grad():
            output, (h_n, c_n) = copies[step].eval()(PROBE)
        rec = history.recording(step)
        for kept, own in ((rec.output, output), (rec.h_n, h_n), (rec.c_n, c_n)):
            assert kept is not None
            np.testing.assert_array_equal(kept, own.numpy())


def hooks() -> tuple[int, ...]:
    return (
        len(torch_optimizer._global_optimizer_post_hooks),
        len(torch_optimizer._global_optimizer_pre_hooks),
        len(torch_module._global_forward_hooks),
        len(torch_module._global_forward_pre_hooks),
    )


def test_nothing_stays_behind() -> None:
    before = hooks()
    model = seeded()
    one = rnnviz.watch(model, PROBE)
    with rnnviz.watch(model, PROBE):
        assert hooks() != before
    one.close()
    assert hooks() == before
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())
    folder = one.folder
    assert folder.exists()
    del one
    gc.collect()
    assert not folder.exists()


def test_a_history_that_is_dropped_asks_for_nothing_more() -> None:
    model = seeded(lambda: nn.LSTM(3, 4))
    history = rnnviz.watch(model, PROBE, every=1)
    folder = history.folder
    del history
    gc.collect()
    learn(nn.Sequential(model, First()), sgd(model), 2)
    assert not folder.exists()
    with rnnviz.watch(model, PROBE):
        pass
    assert hooks()[0] == 0


class First(nn.Module):
    def forward(self, returned: tuple[Tensor, Any]) -> Tensor:
        return returned[0]


def lstm() -> nn.Module:
    return seeded(lambda: nn.LSTM(3, 4))


def through(model: nn.Module, optimizer: torch.optim.Optimizer) -> None:
    optimizer.zero_grad()
    model(PROBE)[0].square().mean().backward()
    optimizer.step()


def test_optimizers_of_other_models_are_not_counted() -> None:
    model, other = lstm(), lstm()
    with rnnviz.watch(model, PROBE, every=1) as history:
        through(other, sgd(other))
        through(model, sgd(model))
    assert [*history.steps] == [0, 1]


def test_of_several_optimizers_the_first_one_counts_until_another_takes_its_place() -> None:
    model = nn.ModuleDict({"encoder": nn.LSTM(3, 4), "decoder": nn.LSTM(3, 4)})

    def probe(model: nn.Module) -> None:
        model["encoder"](PROBE)  # type: ignore[index]

    one, other = sgd(model["encoder"]), sgd(model["decoder"])
    with rnnviz.watch(model, probe, every=1) as history:
        for _ in range(3):
            one.step()
            other.step()
        assert [*history.steps] == [0, 1, 2, 3]
        later = sgd(model)
        for _ in range(3):
            later.step()
    # The first of these stands beside the third of the others.
    assert [*history.steps] == [0, 1, 2, 3, 4, 5]


def test_a_step_that_a_scaler_skips_is_none() -> None:
    model = lstm()
    optimizer = sgd(model)
    scaler = torch.amp.GradScaler("cpu")
    with rnnviz.watch(model, PROBE, every=1) as history:
        for factor in (1.0, float("inf"), 1.0):
            optimizer.zero_grad()
            scaler.scale(model(PROBE)[0].mean() * factor).backward()
            scaler.step(optimizer)
            scaler.update()
    assert [*history.steps] == [0, 1, 2]


def test_steps_are_counted_by_hand() -> None:
    model = lstm()
    with rnnviz.watch(model, PROBE, every=2) as history:
        for step in range(5):
            history.step(loss=10.0 - step)
    assert [(moment.step, moment.loss) for moment in history.moments] == [(0, None), (2, 9.0), (4, 7.0), (5, 6.0)]
    with pytest.raises(ArgumentError, match=r"^step\(\) must come before close\(\): this history is closed\."):
        history.step()


def test_a_loss_that_is_noted_belongs_to_the_step_of_the_optimizer() -> None:
    model = lstm()
    optimizer = sgd(model)
    with rnnviz.watch(model, PROBE, every=1) as history:
        for step in range(3):
            through(model, optimizer)
            history.step(loss=torch.tensor(float(step), requires_grad=True))
    assert [(moment.step, moment.loss) for moment in history.moments] == [(0, None), (1, 0.0), (2, 1.0), (3, 2.0)]


def test_a_long_training_keeps_moments_of_all_of_it() -> None:
    model = lstm()
    with rnnviz.watch(model, PROBE, every=1, most=4) as history:
        for _ in range(17):
            history.step()
            assert len(history.steps) <= 4
    assert [*history.steps] == [0, 8, 16, 17]
    assert history.every == 8
    assert len(list(history.folder.glob("*.safetensors"))) == 4


def test_a_folder_of_ones_own_stays_and_is_not_written_over(tmp_path: Path) -> None:
    model = lstm()
    with rnnviz.watch(model, PROBE, folder=tmp_path / "run") as history:
        history.step()
    del history
    gc.collect()
    assert rnnviz.History(tmp_path / "run").steps == (0, 1)
    with pytest.raises(ArgumentError, match=r"^folder must be one without a history, .*run holds one\."):
        rnnviz.watch(model, PROBE, folder=tmp_path / "run")


def test_weights_that_are_no_numbers_are_recorded_as_they_are() -> None:
    model = lstm()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with rnnviz.watch(model, PROBE) as history:
            with torch.no_grad():
                next(model.parameters()).fill_(float("nan"))
            history.step()
    assert np.isnan(history.recording(1).h).all()


def test_what_goes_wrong_is_one_warning_and_the_training_goes_on() -> None:
    model = lstm()
    optimizer = sgd(model)
    fails = [False]

    def probe(model: nn.Module) -> None:
        assert not model.training
        if fails[0]:
            raise RuntimeError("out of memory")
        model(PROBE)

    with rnnviz.watch(model, probe, every=1) as history:
        fails[0] = True
        said = r"^The training goes on, but it could not be recorded after step 1: RuntimeError: out of memory$"
        with pytest.warns(RuntimeWarning, match=said):
            through(model, optimizer)
        through(model, optimizer)
        assert model.training
        fails[0] = False
        through(model, optimizer)
    assert [*history.steps] == [0, 3]


def test_a_folder_that_vanished_does_not_stop_a_training(tmp_path: Path) -> None:
    model = lstm()
    history = rnnviz.watch(model, PROBE, every=1, folder=tmp_path / "run")
    for file in history.folder.iterdir():
        file.unlink()
    history.folder.rmdir()
    with pytest.warns(RuntimeWarning, match=r"could not be recorded after step 1: path must be a place"):
        through(model, sgd(model))
    history.close()


class Many(nn.Module):
    """Arguments by name and in a row; modules that are called twice, once, never."""

    def __init__(self) -> None:
        super().__init__()
        self.twice, self.once, self.never = nn.GRU(3, 2), nn.RNN(2, 2), nn.LSTM(3, 2)

    def forward(self, x: Tensor, scale: float = 1.0) -> Tensor:
        one, other = self.twice(x)[0], self.twice(scale * x)[0]
        return self.once(one + other)[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "probe",
    [PROBE, (PROBE, 2.0), {"x": PROBE, "scale": 2.0}, lambda model: model(PROBE)],
    ids=["", "tuple", "dict", "f"],
)
def test_a_probe_is_whatever_the_model_is_called_with(probe: Any) -> None:
    model = seeded(Many)
    with rnnviz.watch(model, probe) as history:
        pass
    assert history.modules == ("twice[0]", "twice[1]", "once")
    scale = 2.0 if isinstance(probe, tuple | dict) else 1.0
    with torch.no_grad():
        expected = model.get_submodule("twice")(scale * PROBE)[0]
    np.testing.assert_array_equal(history.recording(0, "twice[1]").output, expected.numpy())


def test_a_packed_sequence_is_one_argument() -> None:
    packed = pack_padded_sequence(PROBE, [5, 3])
    assert isinstance(packed, PackedSequence)
    model = lstm()
    labels = [list("abcde"), list("xyz")]
    with rnnviz.watch(model, packed, labels=labels) as history:
        pass
    rec = history.recording()
    assert rec.lengths == (5, 3)
    assert rec.labels == (tuple("abcde"), tuple("xyz"))


def test_a_batch_that_is_filled_anew_does_not_change_the_probe() -> None:
    batch, model = PROBE.clone(), lstm()
    with rnnviz.watch(model, batch) as history:
        batch.zero_()
        history.step()
    np.testing.assert_array_equal(history.recording(1).input, PROBE.numpy())


def test_labels_go_to_the_modules_that_they_fit() -> None:
    model = nn.ModuleDict({"long": nn.LSTM(3, 2), "short": nn.LSTM(3, 2)})

    def probe(model: Any) -> None:
        model["long"](PROBE)
        model["short"](PROBE[:2])

    labels = [list("abcde"), list("fghij")]
    with rnnviz.watch(model, probe, labels=labels) as history:
        pass
    assert history.recording(0, "long").labels == (tuple("abcde"), tuple("fghij"))
    assert history.recording(0, "short").labels is None
    with rnnviz.watch(model, probe, labels={"short": [["a", "b"], ["c", "d"]]}) as history:
        pass
    assert history.recording(0, "long").labels is None
    assert history.recording(0, "short").labels == (("a", "b"), ("c", "d"))
    with pytest.raises(InputError, match=r"^labels must be 2 lists of 2 strings"):
        rnnviz.watch(model, probe, labels=[["a"], ["b"]])
    with pytest.raises(
        InputError, match=r"^labels must be for modules that were recorded, 'long', 'short', got some for"
    ):
        rnnviz.watch(model, probe, labels={"lonng": labels})


@pytest.mark.usefixtures("unchecked")
def test_arguments_that_cannot_be_are_refused() -> None:
    model = lstm()
    refusals: list[tuple[dict[str, Any], type[ArgumentError], str]] = [
        ({"probe": 3}, ArgumentError, "probe must be a tensor, a tuple or a dict of arguments of the model, or a "
         "function that runs the model, got int. Pass what the model is called with."),
        ({"every": 0}, ArgumentError, "every must be a whole number from 1, got 0."),
        ({"every": 1.5}, ArgumentError, "every must be a whole number from 1, got 1.5."),
        ({"most": 1}, ArgumentError, "most must be a whole number from 2, got 1."),
        ({"probe": lambda model: None}, ArgumentError, "probe must make the model call one of its recurrent modules, "
         "none was called."),
        ({"model": nn.Linear(3, 3)}, ModuleError, "model must hold an nn.RNN, nn.LSTM, nn.GRU or one of their cells, "
         "Linear has none. Pass one that does."),
        ({"model": nn.Sequential(nn.LazyLinear(3), nn.LSTM(3, 2))}, ModuleError, "model must have all its weights, "
         "'0.weight' has none yet. Call the model once before."),
    ]  # fmt: skip
    for arguments, error, said in refusals:
        given: dict[str, Any] = {"model": model, "probe": PROBE, **arguments}
        with pytest.raises(error) as raised:
            rnnviz.watch(**given)
        assert str(raised.value) == said
    # The model's own word for what is wrong comes through.
    with pytest.raises(RuntimeError, match=r"input.size"):
        rnnviz.watch(model, torch.ones(5, 2, 7))
    assert hooks()[0] == 0


def test_places_that_are_not_there_are_named() -> None:
    with rnnviz.watch(lstm(), PROBE) as history:
        assert repr(history) == "<Watching: 1 moments of ''>"
    with pytest.raises(PlaceError, match=r"^step must be one of the steps that were kept, 0, got 3\.$"):
        history.recording(3)
    with pytest.raises(PlaceError, match=r"^module must be one of '', got 'lstm'\.$"):
        history.recording(0, "lstm")


@pytest.fixture(autouse=True)
def _generators() -> Iterator[None]:
    """The generators of everybody else."""
    states = torch.get_rng_state(), random.getstate(), np.random.get_state()
    yield
    torch.set_rng_state(states[0])
    random.setstate(states[1])
    np.random.set_state(states[2])
