"""Invented readings for the tests of what is kept and asked: bodies, firms, numbers and people that do not exist.

Deterministic: the same seed gives the same readings. A text is 300-900 characters, four in five Chinese, with facts,
findings and masks that quote it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from watchledger.model.document import Origin
from watchledger.model.finding import Finding, Verdict
from watchledger.model.notice import Fact, Item, Money, Notice, Supplier
from watchledger.model.reading import Reading
from watchledger.model.text import Block, Mask, Span, Text, text_id_of

PLACES = ("青石县", "云岭市", "白沙河区", "松原乡", "金雀州", "北渡镇", "望海市", "長樂縣")
BODIES = ("公安局", "公安局交警支队", "教育局", "人民医院", "政法委", "城市管理局", "大数据局")
FIRMS = ("明远科技有限公司", "华瞳智能股份有限公司", "北辰视讯(云岭)有限公司", "同舟信息技术有限公司", "Blue Heron Systems Ltd")
TECHNOLOGIES = {
    "video.face": ("人脸识别系统", "人臉識別門禁", "facial recognition software"),
    "video.cctv": ("视频监控设备", "高清网络摄像机", "CCTV system"),
    "phone.probe": ("WiFi探针", "手机取证设备"),
    "fusion.platform": ("大数据研判平台", "data fusion platform"),
}
OTHER = ("办公家具", "医用耗材", "绿化养护", "食堂食材", "印刷服务", "school furniture")
SENTENCES = (
    "本项目采用公开招标方式，欢迎符合条件的供应商参加投标。", "投标人须具有独立承担民事责任的能力，并提供有效的营业执照。",
    "招标文件售价：每套300元，售后不退。", "供应商应在交货后30日内完成安装、调试和培训。", "本公告期限为5个工作日。",
    "采购需求详见附件：技术参数、数量（12台）及验收标准。", "质保期不少于三年，7×24小时响应。", "公安 机关应当依法\n使用设备。",
    "The supplier shall deliver all equipment within 60 days.", "资金来源：财政资金；预算编号 BH-2021/017-A。",
    "设备型号：DS-2CX0 8路 4K。",
)  # fmt: skip
PEOPLE = ("甄无此", "贾子虚", "乌有先")


class _Page:
    """A text that grows, and the facts that quote it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []

    def add(self, words: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length

    def line(self, label: str, value: str) -> tuple[int, int]:
        start = self.add(label)[0]
        span = self.add(value)
        self.blocks.append(Block("paragraph", start, self.length))
        self.add("\n")
        return span


def readings(count: int, seed: int = 1) -> Iterator[Reading]:
    random = Random(seed)
    for number in range(count):
        yield reading(random, number)


def reading(random: Random, number: int) -> Reading:
    page = _Page()
    place, body, firm = random.choice(PLACES), random.choice(BODIES), random.choice(FIRMS)
    technology = random.choice([*TECHNOLOGIES, None, None])
    thing = random.choice(TECHNOLOGIES[technology]) if technology else random.choice(OTHER)
    year = random.randint(2012, 2024)
    amount = Decimal(random.randint(10_000, 90_000_000)) / 100
    currency = "USD" if random.random() < 0.1 else "CNY"
    kind = random.choice(("tender", "award", "contract"))
    title = page.line("", f"{place}{body}{thing}采购项目{'中标公告' if kind == 'award' else '公告'}{number}")
    spans = {
        "buyer": page.line("采购人：", place + body),
        "project_codes": page.line("项目编号：", f"QS{year}-{number:05d}"),
        "published": page.line("发布时间：", f"{year}年{random.randint(1, 12):02d}月{random.randint(1, 28):02d}日"),
        "budget": page.line("预算金额：", f"{amount}元"),
    }
    for _ in range(random.randint(3, 14)):
        page.line("", random.choice(SENTENCES) + (random.choice(SENTENCES) if random.random() < 0.5 else ""))
    supplier = page.line("中标供应商：", firm) if kind == "award" else None
    award = page.line("中标金额：", f"{amount - 1}元") if kind == "award" and random.random() < 0.7 else None
    item = page.line("货物名称：", thing)
    quantity = page.line("数量：", str(random.randint(1, 500)))
    person = page.line("联系人：", random.choice(PEOPLE))
    phone = page.line("联系电话：", f"0999{random.randint(1000000, 9999999)}")
    content = "".join(page.parts)
    text = Text(content, "invented/1", (Block("title", *title), *page.blocks[1:]))

    def fact(span: tuple[int, int] | None, value: Any = None) -> Any:
        if span is None:
            return None
        quote = content[slice(*span)]
        return Fact(quote if value is None else value, quote, Span(text.id, *span), None, "invented.fact/1")

    day = content[slice(*spans["published"])]
    notice = Notice(
        type=fact(title, kind),
        title=fact(title),
        project_codes=(fact(spans["project_codes"]),),
        buyer=fact(spans["buyer"]),
        suppliers=(Supplier(fact(supplier), fact(award, Money(amount - 1, currency))),) if supplier else (),
        budget=fact(spans["budget"], Money(amount, currency)),
        award_total=fact(award, Money(amount - 1, currency)),
        published=fact(spans["published"], f"{day[:4]}-{day[5:7]}-{day[8:10]}") if random.random() < 0.95 else None,
        region=fact((spans["buyer"][0], spans["buyer"][0] + len(place))),
        items=(Item(fact(item), quantity=fact(quantity, Decimal(content[slice(*quantity)]))),),
        alternatives=(("budget", fact(award, Money(amount - 1, currency))),) if award else (),
    )
    found: tuple[Finding, ...] = ()
    if technology:
        status = "negated" if random.random() < 0.1 else "required"
        quote = content[slice(*item)]
        found = (Finding(technology, status, quote, Span(text.id, *item), None, "invented.finding/1", Decimal(3), "套"),)
    raw = content.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    assert text.id == text_id_of(content)
    return Reading(
        document_id=sha256[:16],
        sha256=sha256,
        size=len(raw),
        origin=Origin(f"notices/{place}/{number:05d}.txt", address=f"https://notices.example/{number}"),
        media_type="text/plain",
        status="ok",
        text=text,
        notice=notice,
        findings=found,
        verdict=Verdict(
            "yes" if found and found[0].status == "required" else "no", "it buys what watches people" if found else "nothing found"
        ),
        masks=(Mask(*person, "name"), Mask(*phone, "phone")),
    )


def case_of(directory: Any, made: list[Reading]) -> Any:
    """A case that holds these readings, originals and index included; the path again."""
    from watchledger.entities.facets import marks
    from watchledger.explore.case import INDEX
    from watchledger.search import Index, entry
    from watchledger.store import FileState, Store, pack

    with Store.open(directory, create=True) as store, Index.open(directory / INDEX, create=True) as index:
        store.add_source("notices")
        for reading in made:
            store.originals.keep(reading.text.content.encode())
        keys = store.put([pack(r) for r in made], [FileState(r.origin.path, r.size, 1, "read", r.sha256) for r in made]).keys
        index.add((keys[r.document_id], entry(r, marks)) for r in made)
        index.commit()
        store.indexed(max(keys.values()))
    return directory
