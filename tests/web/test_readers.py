"""Many readers at once while documents are added: everybody is answered, and what is counted only grows."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from starlette.testclient import TestClient

from tests.invented import case_of, readings
from tests.web.conftest import HOST, KEY
from watchledger.pipeline import add
from watchledger.settings import Settings
from watchledger.web import create_app

READERS, FILES = 20, 60
PATHS = ("/?q=公安局&lang=en", "/?q=人脸识别&lang=en", "/?is=type:award&lang=en", "/numbers", "/sources", "/picture/timeline")


def test_twenty_readers_while_documents_are_added(tmp_path: Path) -> None:
    case = case_of(tmp_path / "case", list(readings(20)))
    (tmp_path / "more").mkdir()
    for number in range(FILES):
        words = f"采购公告\n项目名称：人脸识别摄像机第{number}批\n采购人：青石县公安局\n项目编号：QS-2024-{number:03}\n"
        (tmp_path / "more" / f"{number}.txt").write_text(words, "utf-8")
    over = Event()
    with TestClient(create_app(case, hosts=frozenset({HOST}), key=KEY), base_url=f"http://{HOST}") as client:
        client.get("/", params={"token": KEY.token})

        def read(reader: int) -> list[int]:
            counts = []
            at = reader
            while not over.is_set() or at == reader:
                answer = client.get(PATHS[at % len(PATHS)])
                assert answer.status_code == 200
                at += 1
                if at % len(PATHS) == 1:
                    counts += [int(n) for n in re.findall(r"Documents found: (\d+)<", answer.text)]
            return counts

        with ThreadPoolExecutor(READERS) as pool:
            seen = [pool.submit(read, reader) for reader in range(READERS)]
            try:
                for _ in add(case, [tmp_path / "more"], Settings()):
                    pass
            finally:
                over.set()
            for one in seen:
                assert one.result() == sorted(one.result())
        found = client.get("/?q=人脸识别摄像机第&lang=en").text
    assert re.findall(r"Documents found: (\d+)<", found) == [str(FILES)]
