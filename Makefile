# make          installs what is missing, builds ismsc, renders the example documents into out/site
# make test     everything that the tests need, then all tests
# make help     the other targets

SHELL := /bin/sh
CC ?= cc
PREFIX ?= /usr/local
OUT := out
BIN := $(OUT)/bin/ismsc
VERSION := $(shell sed -n 's/^## \([0-9][0-9.]*\).*/\1/p' CHANGELOG.md | head -n 1)

PACKAGES := libxml-2.0 libxslt libexslt yaml-0.1 libpcre2-8 jansson
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes -Wwrite-strings
ifdef WERROR
WARN += -Werror
endif
OPT ?= -O2 -g
CPPFLAGS += -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -DISMSC_VERSION='"$(VERSION)"' -Icompiler
CFLAGS_ALL = -std=c17 $(OPT) $(WARN) $(CFLAGS) $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LDLIBS_ALL = $(LDFLAGS) $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lmd4c -lpthread -lm

SOURCES := $(sort $(wildcard compiler/*.c compiler/*/*.c))
OBJECTS := $(SOURCES:%.c=$(OUT)/obj/%.o) $(OUT)/obj/embedded.o
EMBEDDED := $(shell find schemas templates policies/rules policies/starter -type f 2>/dev/null | LC_ALL=C sort)

.PHONY: all
all: deps
	@$(MAKE) --no-print-directory docs

# The example documents. Findings of the example are shown, and do not stop the build.
.PHONY: docs
docs: $(BIN)
	$(BIN) build -C policies/meridian --output $(CURDIR)/$(OUT)/site
	@echo "Open $(OUT)/site/html/index.html"

.PHONY: program
program: $(BIN)

$(BIN): $(OBJECTS)
	@mkdir -p $(@D)
	$(CC) $(OPT) $(CFLAGS) -o $@ $(OBJECTS) $(LDLIBS_ALL)

$(OUT)/obj/%.o: %.c Makefile CHANGELOG.md
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

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

-include $(SOURCES:%.c=$(OUT)/obj/%.d)
