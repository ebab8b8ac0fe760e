"""`ipweek figures` and `ipweek read` as a person starts them."""

import json
import subprocess
import sys

import pytest

TEXT = "宣传周小结\n发放资料3000余份。\n"


def ipweek(*arguments, stdin=b"", **environment):
    return subprocess.run(
        [sys.executable, "-m", "ipweek.config.cli", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path), **environment},
    )


@pytest.fixture
def summary(tmp_path):
    path = tmp_path / "小结.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    return str(path)


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C.UTF-8"}])
def test_json_in_utf8_under_any_locale(summary, locale):
    done = ipweek("figures", "--json", summary, **locale)
    assert (done.returncode, done.stderr) == (0, b"")
    result = json.loads(done.stdout.decode("utf-8"))
    assert (result["text"], [figure["text"] for figure in result["figures"]]) == (TEXT, ["3000余份"])


def test_table_from_standard_input():
    done = ipweek("figures", "-", stdin=TEXT.encode())
    assert done.returncode == 0
    assert done.stdout.decode() == (
        "行  内容      数量   单位  界限  状态  日期\n2   发放资料  3,000  份    以上  完成\n"
    )


@pytest.mark.parametrize("command", ["read", "figures"])
@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (["无此文件.txt"], b"", "找不到这个文件，请核对文件名和所在位置。\n"),
        (["-"], b"", "文件是空的，请确认选对了文件后重新上传。\n"),
        ([], b"", "没有指定文件，请在命令后面写上文件名，或写 - 从标准输入读取。\n"),
    ],
)
def test_unusable_input_ends_with_two_and_the_sentence(command, arguments, stdin, sentence):
    done = ipweek(command, *arguments, stdin=stdin, LC_ALL="C")
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", sentence)


def test_schema_is_the_one_the_answer_fits():
    import jsonschema

    schema = json.loads(ipweek("figures", "--schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(ipweek("figures", "--json", "-", stdin=TEXT.encode()).stdout), schema)


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    path = tmp_path / "长.txt"
    path.write_text("发放资料3000余份。\n" * 5000, encoding="utf-8")
    pipe = f"{sys.executable} -m ipweek.config.cli figures {path} | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", pipe],
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == "行  内容      数量   单位  界限  状态  日期\n"


@pytest.mark.parametrize("command", ["read", "figures"])
def test_django_is_never_started(command):
    probe = (
        f"import sys; from ipweek.config.cli import main; code = main(['{command}', '-'])\n"
        "print(code, sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'wagtail')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        input=TEXT.encode(),
        capture_output=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.decode().splitlines()[-1] == "0 []"
