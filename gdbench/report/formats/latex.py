"""LaTeX: tables with booktabs rules, long ones as longtable.

Every engine can typeset them; names in non-Latin scripts need LuaLaTeX or XeLaTeX and a suitable font.
"""

from __future__ import annotations

import re

from gdbench.report.data.sheets import Sheet, SheetEntry, Summary

SUFFIX = ".tex"
LONG = 40  # rows beyond which a table may break across pages
_ORDINARY = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", "\u202f": r"\,", "\u00a0": "~", "–": "--", "−": "$-$", "·": r"$\cdot$",
    "∞": r"$\infty$", "×": r"$\times$", "µ": r"$\mu$", "μ": r"$\mu$", "“": "``", "”": "''", "’": "'", "≤": r"$\le$",
    "≥": r"$\ge$", "λ": r"$\lambda$", "η": r"$\eta$", "β": r"$\beta$", "ε": r"$\varepsilon$", "…": r"\ldots{}",
    "√": r"$\surd$", "→": r"$\to$",
}  # fmt: skip
_TABLE = str.maketrans(_ORDINARY)
_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_BLANK = re.compile(r"[^\S\u00a0\u202f]+")
_RAISED = re.compile(r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PREAMBLE = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[a4paper, margin=20mm]{geometry}
\usepackage{booktabs, longtable}
\begin{document}
"""


def escape(text: str) -> str:
    """Return a text escaped for LaTeX, so that it contains no commands, comments or mathematics."""
    line = _BLANK.sub(" ", str(text)).strip(" ")
    plain = line
    if not line.isprintable():
        plain = "".join(letter for letter in line if letter.isprintable() or letter in _ORDINARY)
    pieces, end = [], 0
    for found in _RAISED.finditer(plain):
        pieces += [_letters(plain[end : found.start()]), f"$^{{{found[0].translate(_LOWERED)}}}$"]
        end = found.end()
    return "".join([*pieces, _letters(plain[end:])])


def table(sheet: Sheet) -> str:
    r"""Return a table to ``\input``: booktabs rules, a caption, the label tab:<key>, its notes below."""
    form = "".join("l" if left else "r" for _, left in sheet.columns)
    head = " & ".join(escape(name) for name, _ in sheet.columns) + r" \\"
    body = [" & ".join(_entry(entry) for entry in row) + r" \\" for row in sheet.rows]
    caption = rf"\caption{{{escape(sheet.title)}}}\label{{tab:{sheet.key}}}"
    notes = rf"\par\smallskip{{\footnotesize {escape(' '.join(sheet.notes))}\par}}" if sheet.notes else ""
    if len(body) > LONG:
        lines = [
            rf"\begin{{longtable}}{{@{{}}{form}@{{}}}}", caption + r"\\", r"\toprule", head, r"\midrule", r"\endhead",
            r"\bottomrule", r"\endlastfoot", *body, r"\end{longtable}", notes,
        ]  # fmt: skip
    else:
        lines = [
            r"\begin{table}[htbp]", r"\centering\small", caption, rf"\begin{{tabular}}{{@{{}}{form}@{{}}}}",
            r"\toprule", head, r"\midrule", *body, r"\bottomrule", r"\end{tabular}", notes, r"\end{table}",
        ]  # fmt: skip
    return "% needs \\usepackage{booktabs, longtable}\n" + "\n".join(line for line in lines if line) + "\n"


def document(summary: Summary) -> str:
    """Return the whole report as a document that compiles on its own."""
    facts = "".join(rf"\item[{{{escape(name)}}}] {escape(value)}" + "\n" for name, value in summary.facts)
    listed = f"\\begin{{description}}\n{facts}\\end{{description}}\n" if facts else ""
    prose = "".join(f"{escape(sentence)}\n\n" for sentence in summary.sentences)
    # LaTeX gives up when too many tables wait for a page.
    tables = "\n".join(table(sheet) + r"\clearpage" * (i % 8 == 7) for i, sheet in enumerate(summary.sheets))
    head = f"\\section*{{{escape(summary.title)}}}\n\n"
    return f"{_PREAMBLE}{head}{prose}{listed}\n{tables}\\clearpage\n\\end{{document}}\n"


def _entry(entry: SheetEntry) -> str:
    text = escape(entry.text)
    # A row that opens with a bracket would be read as the optional length of the row end before it.
    text = f"{{}}{text}" if text.startswith(("[", "*")) else text
    return rf"\textbf{{{text}}}" if entry.strong else text


def _letters(text: str) -> str:
    return text.translate(_TABLE)
