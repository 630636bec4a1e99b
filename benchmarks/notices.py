"""Invented procurement notices for measuring: deterministic, 1-4 kB of HTML, four in five Chinese.

    python benchmarks/notices.py FOLDER 100000

Number n of seed s is always the same bytes. About one in eight buys something that watches people; bodies, firms, goods,
amounts, dates and sentences vary, so that an index of them has a vocabulary like a real one's. Nobody in them exists.
"""

# ruff: noqa: E501  (vocabulary and markup are easier to read in whole lines)
from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

A_FOLDER = 1_000
SURVEILLANCE_SHARE = 0.12
CHINESE_SHARE = 0.8
GB_SHARE = 0.15
"""Pages in GB 18030 that call it gb2312, as older portals do."""

PROVINCES = ["云岭省", "松江省", "海州省", "河阳省", "青原省", "金川省", "南湖省", "白水自治区"]
SYLLABLES = "望桥石柳金沙平安清河长宁东阳南浦北辰西山临江永定新丰古田和顺广陵武原龙泉凤岭梅溪竹园松原桂林兰亭菊潭荷塘杏花"
BODIES = [
    "公安局",
    "公安局交通警察支队",
    "教育局",
    "人民医院",
    "第一中学",
    "市场监督管理局",
    "水务局",
    "林业局",
    "城市管理局",
    "司法局",
    "监狱",
    "看守所",
    "政法委员会",
    "大数据管理局",
    "自然资源局",
    "卫生健康委员会",
    "民政局",
    "交通运输局",
    "农业农村局",
    "应急管理局",
    "人民法院",
    "人民检察院",
    "图书馆",
    "疾病预防控制中心",
]
WATCHING = (
    ("人脸识别系统", "套", "人脸抓拍摄像机"), ("视频监控系统", "套", "高清网络摄像机"), ("雪亮工程视频监控建设", "项", "枪型摄像机"),
    ("车辆识别卡口系统", "套", "电子警察抓拍单元"), ("移动警务终端", "台", "移动警务终端"), ("执法记录仪", "台", "执法记录仪"),
    ("DNA实验室试剂耗材", "批", "血样采集卡"), ("手机取证设备", "套", "手机取证分析系统"), ("网络舆情监测服务", "项", "舆情监测平台"),
    ("WiFi探针采集设备", "台", "无线采集前端"), ("公安大数据研判平台", "套", "数据融合分析模块"), ("虹膜采集设备", "台", "虹膜采集仪"),
)  # fmt: skip
GOODS = (
    ("办公家具", "张", "办公桌"), ("校服", "套", "校服"), ("空调设备", "台", "分体空调"), ("绿化养护服务", "项", "绿化养护"),
    ("医用耗材", "批", "一次性注射器"), ("印刷服务", "项", "宣传册"), ("食堂食材配送", "项", "蔬菜"), ("道路维修工程", "项", "沥青路面"),
    ("图书采购", "册", "图书"), ("消防器材", "具", "灭火器"), ("保洁服务", "项", "保洁"), ("服务器存储设备", "台", "机架式服务器"),
    ("水质检测服务", "项", "水质检测"), ("污水处理设备", "套", "曝气设备"), ("电梯维保服务", "项", "电梯维保"), ("打印机", "台", "激光打印机"),
    ("物业管理服务", "项", "物业管理"), ("体育器材", "套", "篮球架"), ("疫苗冷藏箱", "个", "冷藏箱"), ("应急救援物资", "批", "帐篷"),
)  # fmt: skip
SENTENCES = (
    "供应商应当具有独立承担民事责任的能力，具有良好的商业信誉和健全的财务会计制度。", "本项目不接受联合体投标，不得转包或者违法分包。",
    "投标文件须在截止时间前送达指定地点，逾期送达的予以拒收。", "采购文件售价每套人民币三百元，售后不退。", "凡对本次公告内容提出询问，请按以下方式联系。",
    "本项目落实节能环保、中小微企业扶持、支持监狱企业和残疾人福利性单位等政府采购政策。", "评标委员会由五人组成，采用综合评分法。",
    "中标人应在合同签订后三十日内完成供货、安装、调试并通过验收。", "质量保证期自验收合格之日起不少于三年，期内免费上门服务。",
    "供应商认为采购文件使自己的权益受到损害的，可以在七个工作日内以书面形式提出质疑。", "公告期限自本公告发布之日起五个工作日。",
    "资金来源为财政资金，已经落实，具备采购条件。", "所投产品须提供检测报告和原厂授权书，并加盖公章。", "付款方式为验收合格后支付合同金额的百分之九十五。",
    "投标人须在本省政府采购网注册登记并办理数字证书。", "系统应当支持不少于九十天的数据存储，并与上级平台对接。", "现场踏勘由供应商自行组织，费用自理。",
    "本项目共分一个标段，供应商须对全部内容进行投标，不得拆分。", "开标时间和地点如有变更，将另行公告，请及时关注。", "履约保证金为合同金额的百分之五。",
)  # fmt: skip
SURNAMES = "甄贾乌有莫须苗邬冯简"
TOWNS = [
    "Northshire",
    "Eastbrook",
    "Westmere",
    "Southvale",
    "Ashford",
    "Millbury",
    "Redcliffe",
    "Stonebridge",
    "Fairhaven",
    "Oakdene",
]
ENGLISH_BODIES = (
    "City Council",
    "County Council",
    "Police",
    "NHS Trust",
    "Fire and Rescue Service",
    "School District",
    "Borough Council",
)
ENGLISH_WATCHING = (
    "facial recognition software", "automatic number plate recognition cameras", "body worn video cameras", "public space CCTV maintenance",
    "mobile phone forensic extraction kiosks", "social media monitoring service", "predictive policing analytics platform",
)  # fmt: skip
ENGLISH_GOODS = (
    "school meals", "grounds maintenance", "office furniture", "road resurfacing", "laboratory consumables", "library books",
    "waste collection vehicles", "cleaning services", "winter gritting", "staff uniforms", "boiler replacement", "legal services",
)  # fmt: skip
ENGLISH_SENTENCES = (
    "The contract will be awarded to the most economically advantageous tender.", "Tenders must be submitted through the electronic portal.",
    "The authority reserves the right not to award the contract.", "Suppliers must hold employer's liability insurance.",
    "The contract may be extended for up to twenty-four months.", "Clarification questions must be received ten days before the deadline.",
    "The supplier shall comply with all applicable data protection law.", "Delivery is required within sixty days of the order.",
    "The estimated value excludes value added tax.", "References from three comparable contracts are required.",
)  # fmt: skip


def page(number: int, seed: int = 1) -> bytes:
    """Notice number `number` as a web page."""
    random = Random(seed * 1_000_003 + number)
    if random.random() >= CHINESE_SHARE:
        return _english(random, number).encode()
    content = random.choice(_LAYOUTS)(random, number)
    if random.random() < GB_SHARE:
        return content.replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")
    return content.encode()


def stated(number: int, seed: int = 1) -> dict[str, str | int] | None:
    """What `page(number, seed)` says: buyer, and budget or supplier and award_total in yuan. None for an English page."""
    random = Random(seed * 1_000_003 + number)
    if random.random() >= CHINESE_SHARE:
        return None
    layout = random.choice(_LAYOUTS)
    facts = _Facts(random, number)
    if layout is _labels:
        return {"buyer": facts.body, "budget": facts.amount}
    return {"buyer": facts.body, "supplier": facts.winner, "award_total": facts.amount}


def write(folder: Path, count: int, seed: int = 1) -> None:
    """`count` notices, a thousand to a folder."""
    for number in range(count):
        below = folder / f"{number // A_FOLDER:04}"
        if number % A_FOLDER == 0:
            below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:07}.html").write_bytes(page(number, seed))


def place(random: Random) -> str:
    return random.choice(SYLLABLES) + random.choice(SYLLABLES) + random.choice("市县区县")


def firm(random: Random) -> str:
    name = "".join(random.choice(SYLLABLES) for _ in range(random.randint(2, 4)))
    return name + random.choice(("科技有限公司", "信息技术股份有限公司", "建设工程有限公司", "贸易有限公司", "智能系统有限公司"))


class _Facts:
    """What one Chinese notice states."""

    def __init__(self, random: Random, number: int) -> None:
        self.place = place(random)
        self.body = random.choice(PROVINCES) * (random.random() < 0.3) + self.place + random.choice(BODIES)
        what = random.choice(WATCHING if random.random() < SURVEILLANCE_SHARE else GOODS)
        self.goods, self.unit, self.item = what
        self.title = f"{self.place}{self.goods}采购项目"
        self.code = f"{random.choice(('WQCG', 'YLZB', 'SJ-ZFCG', 'HZ'))}-{random.randint(2015, 2024)}-{number:06}"
        self.amount = random.randint(3, 3_000) * 1_000
        self.quantity = random.randint(1, 900)
        self.year, self.month, self.day = random.randint(2015, 2024), random.randint(1, 12), random.randint(1, 28)
        self.agent, self.winner = firm(random), firm(random)
        self.person = random.choice(SURNAMES) + random.choice("某有无")
        self.phone = f"0{random.randint(100, 999)}-{random.randint(2_000_000, 8_999_999)}"
        self.sentences = [
            *random.sample(SENTENCES, random.randint(7, 20)),
            *(self._wish(random) for _ in range(random.randint(0, 8))),
        ]
        random.shuffle(self.sentences)

    def _wish(self, random: Random) -> str:
        """A requirement, new words in each."""
        thing, other = random.choice((*GOODS, *((self.goods, self.unit, self.item),) * 6))[2], firm(random)
        return random.choice((
            f"{thing}的额定功率不低于{random.randint(5, 900)}瓦，工作温度为零下{random.randint(5, 30)}至{random.randint(35, 70)}摄氏度。",
            f"供应商须提供不少于{random.randint(2, 60)}个月的售后服务，{place(random)}范围内{random.randint(1, 24)}小时到达现场。",
            f"参照{other}型号{random.choice('ABDKX')}{random.randint(100, 9999)}或同等档次产品，不得低于其技术指标。",
            f"交货地点为{self.place}{random.choice(SYLLABLES)}{random.choice(SYLLABLES)}路{random.randint(1, 300)}号，分{random.randint(1, 6)}批交付。",
        ))  # fmt: skip

    @property
    def date(self) -> str:
        return f"{self.year}年{self.month}月{self.day}日"


_MENU = "".join(
    f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(["首页", "公告", "法规", "下载", "帮助", "联系我们"])
)
_FOOT = '<div class="footer"><a href="/p">上一篇：关于系统维护的通知</a> <a href="/n">下一篇：招标公告</a><p>版权所有 政府采购网</p></div>'


def _html(title: str, inside: str) -> str:
    head = f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
    return f'{head}<body>\n<ul class="nav">{_MENU}</ul>\n<div class="content">\n{inside}\n</div>\n{_FOOT}\n</body>\n</html>\n'


def _labels(random: Random, number: int) -> str:
    f = _Facts(random, number)
    lines = [
        f"<h1>{f.title}公开招标公告</h1>", f"<p>发布时间：{f.date}</p>", f"<p>项目编号：{f.code}</p>", f"<p>项目名称：{f.title}</p>",
        f"<p>采购人：{f.body}</p>", f"<p>采购代理机构：{f.agent}</p>", f"<p>预算金额：{f.amount / 10_000:g}万元</p>",
        f"<p>采购需求：{f.item}{f.quantity}{f.unit}，用于{f.body}日常工作。</p>", *(f"<p>{sentence}</p>" for sentence in f.sentences),
        f"<p>投标截止时间：{f.year}年{f.month}月{f.day}日09时30分</p>", f"<p>联系人：{f.person}　电话：{f.phone}</p>",
    ]  # fmt: skip
    return _html(f.title, "\n".join(lines))


def _table(random: Random, number: int) -> str:
    f = _Facts(random, number)
    rows = (("采购项目名称", f.title), ("采购单位", f.body), ("项目编号", f.code), ("公告时间", f.date), ("中标供应商", f.winner),
            ("中标金额", f"￥{f.amount:,}.00元"), ("代理机构名称", f.agent), ("项目联系人", f.person), ("联系电话", f.phone))  # fmt: skip
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    price = f.amount // f.quantity
    goods = f"<tr><th>名称</th><th>品牌</th><th>数量</th><th>单位</th><th>单价（元）</th></tr><tr><td>{f.item}</td><td>{f.winner[:2]}</td><td>{f.quantity}</td><td>{f.unit}</td><td>{price}</td></tr>"
    prose = "".join(f"<p>{sentence}</p>" for sentence in f.sentences)
    return _html(f.title, f"<h2>{f.title}中标公告</h2><table>{cells}</table><p>主要标的：</p><table>{goods}</table>{prose}")


def _prose(random: Random, number: int) -> str:
    f = _Facts(random, number)
    first = f"{f.agent}受{f.body}委托，就{f.title}（项目编号：{f.code}）组织采购，评审工作已经结束，现将成交结果公告如下："
    parts = [
        f"<h3>{f.title}成交结果公告</h3>", f"<p>{first}</p>", f"<p>一、项目名称：{f.title}</p>", f"<p>二、成交供应商：{f.winner}</p>",
        f"<p>三、成交金额：人民币{f.amount}元</p>", f"<p>四、主要内容：{f.item}，共{f.quantity}{f.unit}。</p>",
        f"<p>五、评审专家：{f.person}、{random.choice(SURNAMES)}某</p>", *(f"<p>{sentence}</p>" for sentence in f.sentences),
        f"<p>{f.body}</p><p>{f.date}</p>",
    ]  # fmt: skip
    return _html(f"{f.title}成交公告", "".join(parts))


_LAYOUTS: tuple[Callable[[Random, int], str], ...] = (_labels, _labels, _table, _prose)


def _english(random: Random, number: int) -> str:
    town = random.choice(TOWNS)
    body = f"{town} {random.choice(ENGLISH_BODIES)}"
    goods = random.choice(ENGLISH_WATCHING if random.random() < SURVEILLANCE_SHARE else ENGLISH_GOODS)
    date = f"{random.randint(1, 28)} {random.choice(['January', 'March', 'May', 'July', 'September', 'November'])} {random.randint(2015, 2024)}"
    sentences = "".join(f"<p>{sentence}</p>" for sentence in random.choices(ENGLISH_SENTENCES, k=random.randint(8, 30)))
    inside = (
        f"<h1>Contract notice: supply of {goods}</h1><dl><dt>Contracting authority</dt><dd>{body}</dd><dt>Reference</dt>"
        f"<dd>{town[:3].upper()}-{number:06}</dd><dt>Published</dt><dd>{date}</dd><dt>Estimated value</dt>"
        f"<dd>£{random.randint(5, 900) * 1_000:,}</dd></dl><p>{body} intends to buy {goods} ({random.randint(1, 200)} units).</p>{sentences}"
    )
    head = f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{goods} - {body}</title>\n</head>\n'
    return (
        f'{head}<body>\n<nav><a href="/">Home</a> <a href="/notices">Notices</a></nav>\n<main>{inside}</main>\n</body>\n</html>\n'
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
