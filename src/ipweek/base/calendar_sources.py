"""Where the built-in holiday arrangements come from."""

# 国办发明电 numbers, each read in a published copy of the notice. A year without an entry is named by its
# notice only: no number is ever filled in from likelihood.
_NUMBERS = {
    2010: "国办发明电〔2009〕27号",
    2016: "国办发明电〔2015〕18号",
    2017: "国办发明电〔2016〕17号",
    2019: "国办发明电〔2018〕15号",
    2022: "国办发明电〔2021〕11号",
    2024: "国办发明电〔2023〕7号",
    2026: "国办发明电〔2025〕7号",
}


def plan_source(year: int) -> str:
    """Return the State Council notice that arranged a year's holidays, with its number where certain."""
    title = f"国务院办公厅关于{year}年部分节假日安排的通知"
    number = _NUMBERS.get(year)
    return f"{title}（{number}）" if number else title
