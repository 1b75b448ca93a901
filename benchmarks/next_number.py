"""How far the networks of the page "Next number" come on the noisy sine, against least squares, and in what time.

    python -m benchmarks.next_number [seeds]

A training is what the page does with its first settings: one process, one thread.
"""

import sys

import torch

from rnnviz.training.next_number import NextNumberPlan
from rnnviz.training.training import Training


def main() -> None:
    torch.set_num_threads(1)
    plans = [NextNumberPlan(seed=seed) for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 3)]
    print(f"torch {torch.__version__}, one thread; {plans[0].series}, {plans[0].length} numbers, "
          f"hidden {plans[0].hidden_size}, {plans[0].epochs} epochs at rate {plans[0].rate}")  # fmt: skip
    for plan in plans:
        task = plan.task()
        run = Training(plan, task)
        while not run.over:
            run.advance()
        level = task.baselines["least-squares"].numbers["error"]
        again = task.baselines["repeat"].numbers["error"]
        print(f"seed {plan.seed}: least squares {level:.4f}, the last number again {again:.4f}; "
              f"{run.step} steps in {sum(run.seconds.values()):.1f} s")  # fmt: skip
        for name in task.names:
            error, seconds = run.measure(name).numbers["error"], run.seconds[name]
            parameters = sum(each.numel() for each in run.networks[name].parameters())
            print(f"  {name:20} {error:.4f}, {error / level:.2f} of least squares, {parameters:5} parameters, "
                  f"{seconds / plan.epochs:.3f} s an epoch")  # fmt: skip


if __name__ == "__main__":
    main()
