"""Write the demonstration notices that are not plain UTF-8 text: other encodings, DOCX, XLSX and a ZIP with GBK names.

Deterministic: the same bytes every time, so that a change shows as one. Run from anywhere: python docs/demo/office.py
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

HERE = Path(__file__).parent
NOTICES = HERE.parent.parent / "watchledger" / "demo" / "notices"
LABEL = "虚构示例 / invented example — Watchledger demonstration"
ENCODINGS = {
    "02-xueliang-tender.html": "gb18030",
    "21-traditional.html": "utf-16",
    "24-conference.html": "gb18030",
}
"""02 calls itself gb2312 and 24 utf-8, as real pages do."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
NOON = (2024, 1, 1, 12, 0, 0)
"""The time written into archives; a real one would change the bytes at every run."""


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def cell(text: str, *, across: int = 1, down: str | None = None) -> str:
    """A table cell; `down` is "restart" for the first cell of a vertical merge and "continue" for the ones it covers."""
    merge = f'<w:gridSpan w:val="{across}"/>' * (across > 1)
    merge += {None: "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[down]
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def packed(members: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in members:
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def docx(*body: str) -> bytes:
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{"".join(body)}</w:body></w:document>'
    parts = [("[Content_Types].xml", TYPES), ("_rels/.rels", RELS), ("word/document.xml", document)]
    return packed([(zipfile.ZipInfo(name, NOON), text.encode("utf-8")) for name, text in parts])


class GbkName(zipfile.ZipInfo):
    """A member whose name is written in GBK without the flag for UTF-8, as Chinese Windows does."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def governance_docx() -> bytes:
    head = tuple(cell(c) for c in ("模块", "功能", "技术要求", "数量"))
    return docx(
        paragraph("砚州市松石区社会治理综合信息平台项目公开招标文件（采购需求节选）"),
        paragraph("采购人：中共砚州市松石区委政法委员会"),
        paragraph("项目名称：砚州市松石区社会治理综合信息平台项目"),
        paragraph("项目编号：YZSS-2023-ZF-011"),
        paragraph("采购代理机构：青澜正衡招标代理有限公司"),
        paragraph("预算金额：890万元"),
        paragraph("投标截止时间：2023年10月17日9:30"),
        paragraph("一、建设现状：区综治中心已建成视频共享平台1套，本期利旧接入。"),
        paragraph("二、建设内容"),
        table(
            head,
            (
                cell("数据汇聚", down="restart"),
                cell("一标三实"),
                cell("★须汇聚实有人口、实有房屋、实有单位数据"),
                cell("1套"),
            ),
            (cell("", down="continue"), cell("综治网格"), cell("须支持全科网格事件上报与网格员终端，终端600台"), cell("1套")),
            (
                cell("人员服务", down="restart"),
                cell("一人一档"),
                cell("须支持人像聚类，为进入重点区域的人员自动建档"),
                cell("1套"),
            ),
            (cell("", down="continue"), cell("重点人员管控"), cell("须对重点人员、上访人员实现布控预警"), cell("1套")),
            (cell("扩展要求"), cell("人脸识别算法预留接口，后期扩展；民族属性分析功能不得采集", across=3)),
        ),
        paragraph("三、付款方式：验收合格后支付合同金额的90%，质保期满支付10%。"),
        paragraph("四、联系人：常样目，电话：0300-5550120。"),
        paragraph("发布日期：2023年9月22日"),
        paragraph(LABEL),
    )


def crime_centre_docx() -> bytes:
    head = tuple(cell(c) for c in ("Requirement", "Description", "Quantity"))
    return docx(
        paragraph("CITY OF CALDER BLUFF"),
        paragraph("Request for Proposals: Real-Time Crime Center"),
        paragraph("Solicitation number: CB-RFP-2023-09"),
        paragraph("Buyer: Calder Bluff Police Department"),
        paragraph("Issue date: June 5, 2023"),
        paragraph("Proposals due: July 14, 2023"),
        paragraph("Estimated budget: $1,750,000"),
        table(
            head,
            (cell("Mandatory", down="restart"), cell("Video management system that joins city and partner cameras"), cell("1")),
            (
                cell("", down="continue"),
                cell("Gunshot detection covering two square miles, shall alert within 60 seconds"),
                cell("1"),
            ),
            (cell("Optional"), cell("Drone as first responder launch site"), cell("2")),
            (cell("Existing systems: body-worn cameras and dispatch remain as they are.", across=3),),
        ),
        paragraph("Contact: Sam Sample, sam@example.invalid, 202-555-0189"),
        paragraph(LABEL),
    )


ROWS = """\
ID|项目名称|采购人|中标供应商|中标金额（元）|公告日期|内容
LT-01|临滩县公安局指纹采集仪采购项目|临滩县公安局|云溪市恒照电子有限公司|168000|2020-03-11|活体指纹采集仪24台。
LT-02|临滩县公安局移动警务终端采购项目|临滩县公安局|青澜深析数据技术有限公司|540000|2020-04-02|移动警务终端180部，核录仪20台。
LT-03|临滩县公安局办公用纸采购项目|临滩县公安局|砚州文印用品有限公司|36000|2020-04-15|复印纸600箱。
LT-04|临滩县气象局气象监测设备采购项目|临滩县气象局|青澜碧源环境科技有限公司|275000|2020-05-08|气象监测设备3套。
LT-05|临滩县公安局便民警务站建设项目|临滩县公安局|砚州华筑工程有限公司|1986000|2020-06-19|新建便民警务站5座，配人员核查通道5套。
LT-06|临滩县公安局DNA实验室试剂采购项目|临滩县公安局|云溪市安谱生物科技有限公司|412000|2020-07-27|DNA检验试剂一批。
"""


def awards_xlsx() -> bytes:
    """A table whose rows are notices. openpyxl stamps the time it saves, so its parts are packed again with a fixed one."""
    book = openpyxl.Workbook()
    moment = datetime.datetime(*NOON)
    book.properties.created = book.properties.modified = moment
    sheet = book.active
    sheet.title = "2020年中标结果"
    for number, line in enumerate(ROWS.splitlines()):
        *cells, content = line.split("|")
        sheet.append([*(int(c) if c.isdigit() else c for c in cells), f"{content}{LABEL}" if number else content])
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as parts:
        members = [(zipfile.ZipInfo(name, NOON), parts.read(name)) for name in parts.namelist()]
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return packed([(info, _restamped(content, stamp) if "core" in info.filename else content) for info, content in members])


def _restamped(core: bytes, stamp: bytes) -> bytes:
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, core)


MEMBERS = {
    "公告/石埠镇高空瞭望监控.txt": [
        "云溪市石埠镇人民政府高空瞭望监控系统采购项目成交公告",
        "项目编号：SBZ-2023-TP-02",
        "项目名称：云溪市石埠镇人民政府高空瞭望监控系统采购项目",
        "采购人：云溪市石埠镇人民政府",
        "成交供应商：青澜远瞻信息技术有限公司",
        "成交金额：65.8万元",
        "主要内容：高空瞭望监控云台摄像机5台，接入镇政府值班室。",
        "公告日期：2023年5月30日",
    ],
    "公告/石埠镇垃圾清运.txt": [
        "云溪市石埠镇人民政府垃圾清运服务采购项目成交公告",
        "项目编号：SBZ-2023-TP-03",
        "项目名称：云溪市石埠镇人民政府垃圾清运服务采购项目",
        "采购人：云溪市石埠镇人民政府",
        "成交供应商：砚州洁美环卫有限公司",
        "成交金额：118万元",
        "公告日期：2023年6月2日",
    ],
}


def township_zip() -> bytes:
    return packed([(GbkName(name, NOON), "\r\n".join([*lines, LABEL]).encode("gb18030")) for name, lines in MEMBERS.items()])


def files() -> dict[str, bytes]:
    """Every file this script makes, by name."""
    made = {name: (HERE / "recoded" / name).read_text("utf-8").encode(encoding) for name, encoding in ENCODINGS.items()}
    made["10-governance.docx"] = governance_docx()
    made["40-crime-center.docx"] = crime_centre_docx()
    made["37-county.xlsx"] = awards_xlsx()
    made["39-township.zip"] = township_zip()
    return made


if __name__ == "__main__":
    for name, content in files().items():
        (NOTICES / name).write_bytes(content)
