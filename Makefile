# One command per job; `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PYTEST := $(BIN)/pytest
PARALLEL := -n auto --dist worksteal
SYSTEM := $(PYTHON) tools/system.py

export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo serve test deep lint types contracts migrations unit integration browser pictures bench fmt lock docs clean

help: ## 列出全部命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## 创建 .venv 并安装已锁定的程序库（可重复运行，无变化时立即结束）
	@$(PYTHON) tools/bootstrap.py

demo: setup ## 生成演示数据并启动服务，端口用 PORT=8000 指定
	@$(SYSTEM) fonts kai
	$(BIN)/ipweek demo
	$(BIN)/ipweek serve --port $(PORT)

serve: setup ## 只启动服务，端口用 PORT=8000 指定
	$(BIN)/ipweek serve --port $(PORT)

test: setup ## 全部日常检查：规范、类型、分层、迁移、单元、集成、浏览器
	@$(SYSTEM) fonts kai chromium poppler
	@$(MAKE) --no-print-directory lint types contracts migrations unit integration browser

deep: setup ## 长时间检查：耐久测试、在 PostgreSQL 上重跑、小型性能测量
	@$(SYSTEM) fonts kai chromium poppler postgres
	$(PYTEST) tests -m "deep or postgres" || [ $$? -eq 5 ]  # 5: no such test yet
	$(BIN)/python tools/postgres.py -- $(PYTEST) tests/unit tests/integration --ignore=tests/unit/house \
		-m "not deep and not postgres" $(PARALLEL)
	$(BIN)/python -m bench --quick

lint: setup ## 代码规范与格式（ruff）
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## 类型检查（mypy）
	$(BIN)/mypy src bench tools

contracts: setup ## 分层约定（import-linter）
	$(BIN)/lint-imports

migrations: setup ## 模型与迁移是否一致
	DJANGO_SETTINGS_MODULE=ipweek.config.settings IPWEEK_ENV=test $(BIN)/django-admin makemigrations --check --dry-run

unit: setup ## 单元测试
	$(PYTEST) tests/unit -m "not deep and not postgres" $(PARALLEL)

integration: setup ## 集成测试
	$(PYTEST) tests/integration -m "not deep and not postgres" $(PARALLEL)

browser: setup ## 浏览器测试（Chromium）
	$(PYTEST) tests/browser -m "not deep and not postgres"

pictures: setup ## 重新拍摄 README 和用户指南的图片（浏览器走一遍全程）
	@$(SYSTEM) fonts chromium locales
	IPWEEK_PICTURES=1 $(PYTEST) tests/browser/journeys

bench: setup ## 性能测量，ONLY=名称前缀，JSON=结果文件
	$(BIN)/python -m bench $(if $(ONLY),--only $(ONLY)) $(if $(JSON),--json $(JSON))

fmt: setup ## 按规范整理代码
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: setup ## 重新锁定程序库，UPGRADE=1 时升级
	$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

docs: setup ## 重新生成 docs/reference
	$(BIN)/python tools/reference.py

clean: ## 删除缓存和构建产物（不动 .venv 和 var）
	rm -rf build dist staticfiles test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} +
