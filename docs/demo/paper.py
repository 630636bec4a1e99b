"""Write the demonstration notices that are digital PDF: a contract with a ruled price table and a two-page requirement book.

Needs reportlab (not a dependency of the project) and a TrueType font with Chinese, whose used glyphs are embedded:
python docs/demo/paper.py FONT.ttf
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

NOTICES = Path(__file__).parent.parent.parent / "watchledger" / "demo" / "notices"
LABEL = "虚构示例 / invented example — Watchledger demonstration"
BODY = ParagraphStyle("body", fontName="han", fontSize=10.5, leading=17, wordWrap="CJK")
HEAD = ParagraphStyle("head", parent=BODY, fontSize=15, leading=24, alignment=1)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=9, leading=12)

CONTRACT = """\
一、合同编号：YXGA-HT-2023-071
二、合同名称：云溪市雪亮工程三期前端补点项目采购合同
三、项目编号：QLZH-2023-0417
四、项目名称：云溪市雪亮工程三期前端补点项目
五、采购人（甲方）：云溪市公安局
六、供应商（乙方）：青澜远瞻信息技术有限公司
七、合同金额：11,986,000.00元（大写：壹仟壹佰玖拾捌万陆仟元整）
八、合同签订日期：2023年8月2日
九、主要标的：
"""
PRICES = [
    ["序号", "货物名称", "品牌", "规格型号", "数量", "单位", "单价（元）", "合计（元）"],
    ["1", "人脸抓拍摄像机", "瞻星", "ZX-F400", "360", "台", "9,800.00", "3,528,000.00"],
    ["2", "公共安全视频监控枪机", "瞻星", "ZX-B410", "1150", "台", "3,600.00", "4,140,000.00"],
    ["3", "视频结构化分析服务器", "禾目", "HM-S64", "8", "台", "186,000.00", "1,488,000.00"],
    ["4", "立杆、线缆及安装", "", "", "1", "项", "2,830,000.00", "2,830,000.00"],
]
AFTER = f"""\
十、甲方联系人：冯样例　电话：0300-5550123
十一、合同公告日期：2023年8月8日
{LABEL}
"""

BOOK_ONE = """\
采购人：砚州市公安局
项目名称：砚州市公安局情报研判平台建设项目
项目编号：YZGA-2022-CG-027
预算金额：2,650万元
投标截止时间：2022年11月15日上午9时00分
一、项目背景
砚州市公安局已建警务云基础资源池，本项目在此基础上建设，不重复采购服务器。
二、总体要求
平台须汇聚旅馆业治安管理信息系统数据，实现人员轨迹查询与同行人分析。
"""
BOOK_TWO = f"""\
三、功能要求
3.1 平台须支持人员关系图谱展示，支持由姓名、号码、车辆任一条件起查。
3.2 平台须建立人员风险积分模型，对重点人员预警，分值超过阈值时自动推送至责任民警。
3.3 平台宜支持步态识别检索。
3.4 平台预留声纹比对接口。
四、服务要求：质保期三年。
五、监狱企业、残疾人福利性单位视同小微企业。
六、项目联系人：罗样文　联系电话：0300-5550109
发布日期：2022年10月20日
{LABEL}
"""


def lines(text: str, style: ParagraphStyle = BODY) -> list[Paragraph]:
    """A paragraph a line. The font has no Latin: those runs are set in Helvetica, so that a line mixes fonts as real ones do."""
    latin = r'<font name="Helvetica">\g<0></font>'
    return [Paragraph(re.sub(r"[!-~—]+", latin, escape(line)), style) for line in text.strip().split("\n")]


def write(name: str, title: str, story: list[object]) -> None:
    """`invariant` leaves out the time and the random id, so the same text gives the same bytes."""
    path = NOTICES / name
    document = SimpleDocTemplate(str(path), pagesize=A4, title=title, author="Watchledger demonstration", invariant=1)
    document.build(story)


def main(font: str) -> None:
    pdfmetrics.registerFont(TTFont("han", font))
    ruled = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    cells = [[lines(text, SMALL) for text in row] for row in PRICES]
    prices = Table(cells, colWidths=[30, 104, 38, 58, 38, 32, 72, 82], style=ruled)
    title = "云溪市雪亮工程三期前端补点项目合同公告"
    contract = [*lines(title, HEAD), *lines(CONTRACT), prices, Spacer(1, 8), *lines(AFTER)]
    write("05-xueliang-contract.pdf", title, contract)
    title = "砚州市公安局情报研判平台建设项目公开招标采购需求"
    book = [*lines(title, HEAD), *lines(BOOK_ONE), PageBreak(), *lines(BOOK_TWO)]
    write("19-intelligence.pdf", title, book)


if __name__ == "__main__":
    main(sys.argv[1])
