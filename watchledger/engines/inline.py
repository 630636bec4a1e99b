"""The engine without processes: what a forked child runs, and what tests compare the others with.

It shares the contract but for one thing: what kills the process or hangs is not survived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchledger.engines.contract import Done, Finished, Item, Job, Lost, Part, Result, said


class InlineEngine:
    """Works in the calling process, item by item."""

    def map(
        self, job: Job[Item, Part, Result], items: Iterable[Item]
    ) -> Iterator[Done[Item, Result] | Lost[Item] | Finished[Item]]:
        for item in items:
            parts = enumerate(job.split(item))
            number = -1
            while True:
                try:
                    number, part = next(parts)
                except StopIteration:
                    break
                except Exception as error:
                    yield Lost(item, job.label(item), said(error), number + 1)
                    break
                try:
                    result = job.work(part)
                except Exception as error:
                    yield Lost(item, job.label(part), said(error), number)
                else:
                    yield Done(item, result, number)
            yield Finished(item)
