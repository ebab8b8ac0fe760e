"""``python -m ipweek.notice.reading FILE``: the JSON of a UTF-8 text, for the scoring tool and for trying out."""

import json
import sys
from pathlib import Path

from ipweek.notice.reading import read

if __name__ == "__main__":
    result = read(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.buffer.write(json.dumps(result, ensure_ascii=False, indent=1).encode() + b"\n")
