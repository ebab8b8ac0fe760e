"""Where the built-in holiday arrangements come from."""

# 国办发明电 numbers, each read in published copies of the notice. No number is filled in from likelihood.
_NUMBERS = {
    2010: "国办发明电〔2009〕27号",
    2011: "国办发明电〔2010〕40号",
    2012: "国办发明电〔2011〕45号",
    2013: "国办发明电〔2012〕33号",
    2014: "国办发明电〔2013〕28号",
    2015: "国办发明电〔2014〕28号",
    2016: "国办发明电〔2015〕18号",
    2017: "国办发明电〔2016〕17号",
    2018: "国办发明电〔2017〕12号",
    2019: "国办发明电〔2018〕15号",
    2020: "国办发明电〔2019〕16号",
    2021: "国办发明电〔2020〕27号",
    2022: "国办发明电〔2021〕11号",
    2023: "国办发明电〔2022〕16号",
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}
# Later notices that changed a year already arranged.
_CHANGES = {
    2015: "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日放假安排（文号未核）",
    2019: "国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）",
    2020: "国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）",
}


def plan_source(year: int) -> str:
    """Return the notices that arranged a year's holidays, with their numbers where they are certain."""
    if year not in _NUMBERS:
        return f"国务院办公厅公布的{year}年节假日安排（文号未核）"
    source = f"国务院办公厅关于{year}年部分节假日安排的通知（{_NUMBERS[year]}）"
    return f"{source}；{_CHANGES[year]}" if year in _CHANGES else source
