"""Pages are made of templates, and what all of them share."""

from gdbench.report.pages.shell import without_indentation


def test_indentation_goes_and_preformatted_text_stays():
    markup = "<p>\n    a\n\n  b</p>\n  <pre>\n  keep\n    this</pre>\n    <p>c</p>"
    assert without_indentation(markup) == "<p>\na\nb</p>\n<pre>\n  keep\n    this</pre>\n<p>c</p>"
