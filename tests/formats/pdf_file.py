"""Small PDFs for tests, written by hand: text in Helvetica or, for Chinese, a predefined CID font; ruling lines; pages."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class PdfPageSource:
    """What stands on one page, in points from its upper left corner (A4)."""

    marks: list[str] = field(default_factory=list)
    rotation: int = 0
    fields: list[str] = field(default_factory=list)

    def field(self, x: float, y: float, width: float, value: str, kind: str = "/Tx") -> PdfPageSource:
        """A form field 16 points high, its foot at `y`; a value that begins with a slash is the state of a check box."""
        held = value if value.startswith("/") else "<" + ("\ufeff" + value).encode("utf-16-be").hex() + ">"
        state = f" /AS {value}" if value.startswith("/") else ""
        place = f"/Rect [{x} {842 - y} {x + width} {858 - y}]"
        named = f"/T (f{len(self.fields)})"
        self.fields.append(f"<< /Type /Annot /Subtype /Widget /F 4 /FT {kind} {named} /V {held}{state} {place} >>")
        return self

    def text(self, x: float, y: float, words: str, size: float = 12) -> PdfPageSource:
        if words.isascii():
            shown = "(" + words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
            font = "/F1"
        else:
            shown, font = "<" + words.encode("utf-16-be").hex() + ">", "/F2"
        self.marks.append(f"BT {font} {size} Tf {x} {842 - y} Td {shown} Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> PdfPageSource:
        self.marks.append(f"{x0} {842 - y0} m {x1} {842 - y1} l S")
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> PdfPageSource:
        """A filled rectangle."""
        self.marks.append(f"{x0} {842 - y1} {x1 - x0} {y1 - y0} re f")
        return self

    def image(self, x0: float, y0: float, x1: float, y1: float) -> PdfPageSource:
        """A grey picture."""
        self.marks.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {842 - y1} cm BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 80> EI Q")
        return self


def pdf_of(*sources: PdfPageSource) -> bytes:
    first = 6 + 2 * len(sources)
    fields = [[f"{first + sum(len(s.fields) for s in sources[:i]) + n} 0 R" for n in range(len(source.fields))]
              for i, source in enumerate(sources)]  # fmt: skip
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{' '.join(ref for own in fields for ref in own)}] >> >>",
        "<< /Type /Pages /Count {} /Kids [{}] >>".format(len(sources), " ".join(f"{6 + 2 * i} 0 R" for i in range(len(sources)))),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo {} >>".format(
            "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
        ),
    ]
    for index, source in enumerate(sources):
        content = "\n".join(source.marks)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
            f"/Rotate {source.rotation} /Contents {7 + 2 * index} 0 R /Annots [{' '.join(fields[index])}] >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects += [field for source in sources for field in source.fields]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
