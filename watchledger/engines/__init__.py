"""engines: how work is spread. `Engine.map(job, items)` is the seam; contract.py says what holds for all."""

from watchledger.engines.contract import Done, Engine, Finished, Going, Job, Lost
from watchledger.engines.forked import ForkedEngine
from watchledger.engines.inline import InlineEngine
from watchledger.engines.local import LocalEngine, cores

ENGINES = (InlineEngine, ForkedEngine, LocalEngine)
"""Every engine; tests/engines/test_contract.py runs each."""

__all__ = ["ENGINES", "Done", "Engine", "Finished", "ForkedEngine", "Going", "InlineEngine", "Job", "LocalEngine", "Lost", "cores"]
