"""``python -m bench.simulation --members 400 --days 90``: in a process that has the settings and an empty database."""

import argparse
import time

import django


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--members", type=int, default=400)
    asked.add_argument("--days", type=int, default=90)
    asked.add_argument("--seed", type=int, default=6)
    asked.add_argument("--nobody", action="store_true", help="no person decides what waits")
    options = asked.parse_args()
    django.setup()
    from bench.simulation.results import results_of  # noqa: PLC0415 (needs the settings)
    from bench.simulation.running import Simulation  # noqa: PLC0415

    began = time.monotonic()
    simulation = Simulation(options.members, options.days, options.seed, has_person=not options.nobody)
    simulation.run(lambda words: print(f"  {words}, {time.monotonic() - began:.0f} s", flush=True))
    report(results_of(simulation), options, time.monotonic() - began)


def report(results, options, seconds: float) -> None:
    who = "nobody decides what waits" if options.nobody else "a person decides what waits, two days later"
    print(f"\n{options.members:,} members, {options.days} days, seed {options.seed}; {who} ({seconds:.0f} s)\n")
    print(f"{'kind':<18}{'members':>8}{'median':>9}{'p90':>9}{'solved':>8}{'points a solved customer':>26}")
    for row in [*results.rows, *results.ways]:
        print(f"{row.name:<18}{row.members:>8}{row.median:>9,.0f}{row.p90:>9,.0f}{row.solved:>8,}{row.a_customer:>26}")
    print(f"\n{len(results.losers)} of {results.honest:,} honest members lost {results.lost} points to detection.")
    print(f"{results.waiting} points wait for a person.")
    for what, number in results.decided.items():
        print(f"  {what}: {number}")
    for failure in results.failures():
        print(f"  over the bar: {failure}")


if __name__ == "__main__":
    main()
