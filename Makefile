# make          installs what is missing, builds ismsc and renders the worked example
# make test     installs what the tests need besides, then runs all tests
# make help     the other targets

SHELL := /bin/sh
CC ?= cc
PREFIX ?= /usr/local
OUT := out
BIN := $(OUT)/bin/ismsc
LIB := $(OUT)/libismsc.a
VERSION := $(shell sed -n 's/^\#\# \([0-9][0-9.]*\).*/\1/p' CHANGELOG.md | head -n 1)

PACKAGES := libxml-2.0 libxslt libexslt yaml-0.1 libpcre2-8 jansson md4c nettle libgit2
# Asked only when something is compiled: by then `make deps` has run.
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES))
PKG_LIBS = $(shell pkg-config --libs $(PACKAGES))
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes -Wwrite-strings
ifdef WERROR
WARN += -Werror
endif
OPT ?= -O2 -g
CPPFLAGS_ALL = -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -DISMSC_VERSION='"$(VERSION)"' -Icompiler $(CPPFLAGS)
CFLAGS_ALL = -std=c17 -pthread $(OPT) $(WARN) $(PKG_CFLAGS) $(CFLAGS)
LDLIBS_ALL = $(LDFLAGS) -pthread $(PKG_LIBS) -lm

SOURCES := $(sort $(wildcard compiler/*/*.c) compiler/pipeline.c)
OBJECTS := $(SOURCES:%.c=$(OUT)/obj/%.o) $(OUT)/obj/embedded.o
EMBEDDED := $(shell find schemas templates policies/rules policies/starter -type f ! -name model.rng 2>/dev/null | LC_ALL=C sort)
UNIT := $(patsubst tests/unit/%.c,$(OUT)/test/unit/%,$(sort $(wildcard tests/unit/*_*.c)))
SUITES := structure unit golden model rules coverage reports pathological init example documents explain manual docs browser e2e break next mutation

.PHONY: all
all: deps
	@$(MAKE) --no-print-directory documents

.PHONY: program
program: $(BIN)

# Findings are the affair of the project that is built (status 1); what cannot be read or written ends make.
.PHONY: documents
documents: $(BIN)
	@$(BIN) build -C policies/meridian -o $(OUT)/meridian || [ $$? -eq 1 ]
	@echo 'The worked example: $(OUT)/meridian/html/index.html'

.PHONY: deps test-deps
deps:
	@sh compiler/build/deps build
test-deps:
	@sh compiler/build/deps test

$(BIN): $(OUT)/obj/compiler/main.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(OPT) $(CFLAGS) -o $@ $^ $(LDLIBS_ALL)

$(LIB): $(OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $(OBJECTS)

$(OUT)/obj/%.o: %.c Makefile CHANGELOG.md
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(OUT)/obj/embedded.S: compiler/build/embed $(EMBEDDED) $(OUT)/obj/embedded.list
	@mkdir -p $(@D)
	sh compiler/build/embed $(EMBEDDED) >$@.part && mv $@.part $@

# Changes only when files come or go.
$(OUT)/obj/embedded.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(EMBEDDED) | cmp -s - $@ || printf '%s\n' $(EMBEDDED) >$@

$(OUT)/obj/embedded.o: $(OUT)/obj/embedded.S
	$(CC) -c -o $@ $<

.PHONY: FORCE
FORCE:

.PHONY: test
test: test-deps
	@$(MAKE) --no-print-directory test-programs
	@tests/all $(SUITES)

.PHONY: test-programs
test-programs: $(BIN) $(UNIT)

$(OUT)/test/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) -MMD -MP -o $@ $< $(LIB) $(LDLIBS_ALL) -lcmocka

# How fast it is, against its targets and beside other tools; then expressions by themselves.
.PHONY: bench
bench: program
	@sh compiler/build/deps bench
	@$(MAKE) --no-print-directory $(OUT)/test/bench/measure $(OUT)/test/bench/expr
	@$(OUT)/test/bench/expr
	@tests/bench/run

$(OUT)/test/bench/%: tests/bench/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) -MMD -MP -o $@ $< $(LIB) $(LDLIBS_ALL) -lcmocka

# Everything that continuous integration runs: the tests above, then the longer ones.
LONG := lint sanitize valgrind fuzz markdown
.PHONY: test-all
test-all: test-deps
	@sh compiler/build/deps lint fuzz valgrind markdown
	@$(MAKE) --no-print-directory test-programs
	@tests/all $(SUITES) $(LONG)

# The tests that run the program most, under AddressSanitizer and UBSan; the unit and golden ones under valgrind.
.PHONY: sanitize valgrind
sanitize: test-deps
	@tests/sanitize/run
valgrind:
	@sh compiler/build/deps test valgrind
	@tests/valgrind/run

# Prose on the Markdown that is installed.
.PHONY: markdown
markdown: $(BIN)
	@sh compiler/build/deps test markdown
	@tests/markdown/run

# SECONDS for each target.
.PHONY: fuzz
SECONDS := 60
fuzz:
	@sh compiler/build/deps build fuzz
	@tests/fuzz/run $(SECONDS)

# What clang-tidy, cppcheck and clang-format say of the C.
.PHONY: lint tidy
lint:
	@sh compiler/build/deps build lint
	@tests/lint/run
tidy: $(SOURCES:%.c=$(OUT)/lint/%.tidy) $(OUT)/lint/compiler/main.tidy
$(OUT)/lint/%.tidy: %.c .clang-tidy compiler/expr/.clang-tidy
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS_ALL) $(PKG_CFLAGS) -MM -MP -MT $@ -MF $(@:.tidy=.d) $<
	@clang-tidy --quiet $< -- -std=c17 $(CPPFLAGS_ALL) $(PKG_CFLAGS) >$@.log 2>&1 || { cat $@.log; exit 1; }
	@touch $@

.PHONY: golden-update
golden-update: $(BIN)
	tests/golden/run --update

# What is made of the kinds: the schema of the XML model and the reference page.
.PHONY: language
language: $(BIN)
	$(BIN) schema --rng >schemas/model.rng.part && mv schemas/model.rng.part schemas/model.rng
	$(BIN) schema >docs/language.md.part && mv docs/language.md.part docs/language.md

.PHONY: install uninstall
install: $(BIN)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/ismsc
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 ismsc.1 $(DESTDIR)$(PREFIX)/share/man/man1/ismsc.1
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/ismsc $(DESTDIR)$(PREFIX)/share/man/man1/ismsc.1

.PHONY: format
format:
	clang-format -i compiler/*.[ch] compiler/*/*.[ch] tests/unit/*.[ch] tests/fuzz/*.[ch]

.PHONY: clean
clean:
	rm -rf $(OUT)

.PHONY: help
help:
	@sed -n 's/^# make/make/p' Makefile
	@echo 'make install  PREFIX and DESTDIR say where; make uninstall takes it away'
	@echo 'make test-all all tests, then the longer ones: lint, sanitize, valgrind, fuzz, markdown'
	@echo 'make sanitize, make valgrind the unit and golden tests under AddressSanitizer and UBSan, under valgrind'
	@echo 'make markdown prose on every Markdown file of the packages installed'
	@echo 'make bench    how fast it is, beside pandoc, xsltproc and cmark'
	@echo 'make fuzz     each fuzz target for SECONDS (60)'
	@echo 'make lint     what clang-tidy, cppcheck and clang-format find'
	@echo 'make golden-update rewrites the expectations of the golden tests: read the difference'
	@echo 'make language writes schemas/model.rng and docs/language.md from the kinds'
	@echo 'make format, make clean'

-include $(SOURCES:%.c=$(OUT)/obj/%.d) $(OUT)/obj/compiler/main.d $(UNIT:=.d)
-include $(SOURCES:%.c=$(OUT)/lint/%.d) $(OUT)/lint/compiler/main.d
