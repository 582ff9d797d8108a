"""What WeasyPrint 70 leaves out of a file that is both PDF/A-3a and PDF/UA-1; written just before the file is.

A `finisher` of WeasyPrint works on its objects in memory: 10 ms, where opening and saving the file again takes a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

REFERENCE = re.compile(rb"(\d+) 0 R")
PRINT = 4  # bit 3 of the flags of an annotation (ISO 32000-1, 12.5.3)

# PDF/A allows a property outside its own list only when the file describes it (ISO 19005-3, 6.6.2.3.2).
ACCESSIBLE = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def finish(_document: Any, pdf: Any) -> None:
    """Everything that is missing, in one walk over the objects."""
    heads: dict[str, Any] = {}
    for one in list(pdf.objects):
        if not isinstance(one, dict):
            continue
        if one.get("S") == "/LI":
            _body(one, pdf)
        if one.get("S") == "/TR":
            _scope(one, pdf)
        if one.get("S") == "/TH" and "ID" in one:
            heads[one["ID"].string] = one
        if one.get("Type") == "/Annot":
            one["F"] = PRINT
    _name_heads(pdf, heads)
    _say_accessible(pdf)
    if "AF" in pdf.catalog:  # the variant names each file twice
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _scope(row: Any, pdf: Any) -> None:
    """Whether the head of a table belongs to a column or to a row."""
    cells = list(_children(row, pdf))
    heads = [one for one in cells if one.get("S") == "/TH"]
    scope = "/Column" if len(heads) == len(cells) else "/Row"
    for one in heads:
        one["A"]["Scope"] = scope


def _body(item: Any, pdf: Any) -> None:
    """Paragraphs that stand in an item of a list as they are get the body of the item around them."""
    kids = [(kid, _object(kid, pdf)) for kid in item.get("K", ())]
    loose = [(kid, one) for kid, one in kids if not isinstance(one, dict) or one.get("S") not in ("/Lbl", "/LBody")]
    if not loose or not all(isinstance(one, dict) and "S" in one for _, one in loose):
        return
    import pydyf

    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(kid for kid, _ in loose), "P": item.reference}
    )
    if "Pg" in item:
        body["Pg"] = item["Pg"]
    pdf.add_object(body)
    for _, one in loose:
        one["P"] = body.reference
    item["K"][:] = [kid for kid, one in kids if (kid, one) not in loose] + [body.reference]


def _name_heads(pdf: Any, heads: dict[str, Any]) -> None:
    """The tree in which a cell finds the heads it names."""
    root = _object(pdf.catalog.get("StructTreeRoot"), pdf)
    if not isinstance(root, dict) or not heads:
        return
    import pydyf

    names = pydyf.Array()
    for key in sorted(heads):
        names += [pydyf.String(key), heads[key].reference]
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    root["IDTree"] = tree.reference


def _say_accessible(pdf: Any) -> None:
    """The claim of PDF/UA in the metadata, beside that of PDF/A."""
    metadata = _object(pdf.catalog.get("Metadata"), pdf)
    if metadata is not None and b"pdfuaid" not in metadata.stream[0]:
        metadata.stream[0] = metadata.stream[0].replace(b"</rdf:RDF>", ACCESSIBLE + b"</rdf:RDF>")


def _children(element: Any, pdf: Any) -> Iterator[Any]:
    kids = element.get("K", ())
    for kid in kids if isinstance(kids, list) else (kids,):
        child = _object(kid, pdf)
        if isinstance(child, dict) and "A" in child:
            yield child


def _object(reference: Any, pdf: Any) -> Any:
    """The object that a reference names; None for anything else."""
    text = reference.encode() if isinstance(reference, str) else reference
    found = REFERENCE.fullmatch(text) if isinstance(text, bytes) else None
    return pdf.objects[int(found[1])] if found else None
