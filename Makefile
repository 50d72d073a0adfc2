# gongshi: the generator, the site and the tests.
#
#   make            build/gongshi
#   make site       everything from a bare Debian machine: installs what is
#                   missing, builds, and builds the site into public/
#   make test       the same, then all tests; T=NAME runs one, or one folder
#   make check-all  the long tests: sanitizers, small buffers, many histories
#   make fuzz       the decoders of the index, T=60 seconds each
#   make bench      tables of time and memory; N="1000 10000" picks sizes
#   make bench-search  the search, counted in a browser beside others
#   make theme      the theme's bundled scripts, from their modules; commit them
#   make pictures   the pictures of the guides, from the program; commit them
#   make serve      preview of the site
#   make install    PREFIX=/usr/local
#   make clean      removes build/, not public/
#
# Knobs: SAN=1 (address, undefined), TSAN=1 (threads), TORTURE=1 (buffers
# grow by single bytes).  Each has a folder of its own under build/.  V=1
# shows the commands.

MAKEFLAGS += --no-builtin-rules --no-builtin-variables
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:

CC = gcc
AR = ar
PREFIX = /usr/local
DESTDIR =
T =

B = build
EXTRA =
ifdef SAN
B = build/san
EXTRA = -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-fno-omit-frame-pointer
endif
ifdef TSAN
B = build/tsan
EXTRA = -fsanitize=thread
endif
ifdef TORTURE
B = build/torture
EXTRA = -DGONGSHI_TORTURE
endif

LIBS = libcmark libgit2 libxxhash yaml-0.1 lmdb libutf8proc libcrypto libzip expat \
	zlib libbrotlienc libbrotlidec libmicrohttpd
CPPFLAGS = -D_GNU_SOURCE -Igen
CFLAGS = -O2 -g
WARN = -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes \
	-Wstrict-prototypes -Werror
ALL_CFLAGS = -std=c17 $(CFLAGS) $(WARN) -pthread $(EXTRA) $(CPPFLAGS)

# Asked for once, and only when something is compiled: the packages may be
# missing until `make site` has put them there.
LIB_CFLAGS = $(eval LIB_CFLAGS := $$(shell pkg-config --cflags $(LIBS)))$(LIB_CFLAGS)
LIB_LIBS = $(eval LIB_LIBS := $$(shell pkg-config --libs $(LIBS)))$(LIB_LIBS)
TEST_LIBS = $(eval TEST_LIBS := $$(shell pkg-config --libs cmocka))$(TEST_LIBS)

# The generator.
GEN_C := $(sort $(wildcard gen/*.c gen/*/*.c))
GEN_H := $(sort $(wildcard gen/*.h gen/*/*.h))
LIB_O := $(patsubst gen/%.c,$(B)/%.o,$(filter-out gen/main.c,$(GEN_C)))

# Tests in C: in each folder the files that have a main() are programs, the
# others are linked into all of them.
TEST_DIRS = unit spec search law crash fuzz bench browser
TEST_C := $(sort $(wildcard $(TEST_DIRS:%=tests/%/*.c)))
TEST_MAIN := $(if $(TEST_C),$(shell grep -lE '(^|[^a-z_])main.(void|int )' $(TEST_C)))
TEST_BIN := $(TEST_MAIN:%.c=$(B)/%)
TEST_LIB_C := $(sort $(wildcard tests/lib/*.c))
TEST_LIB_O := $(TEST_LIB_C:%.c=$(B)/%.o)
# A test may be named by its path too.
NAMED := $(foreach t,$(T),$(if $(filter tests/%,$(t)),\
	$(basename $(notdir $(t))),$(t)))
# What `make test T=x` needs to build: x, or all programs of folder x.
WANTED := $(if $(T),$(foreach t,$(NAMED) $(if $(filter %.test,$(NAMED)),browser) \
	$(if $(wildcard $(NAMED:%=tests/search/%.mjs)),search),\
	$(filter %/$(t),$(TEST_BIN)) $(filter $(B)/tests/$(t)/%,$(TEST_BIN))),\
	$(filter-out $(B)/tests/bench/%,$(TEST_BIN)))
# A test in C that stands alone needs no program, no site and no browser; one
# of another sort among those named needs them all.
alone = $(if $(wildcard tests/search/$(1).mjs),,\
	$(filter %/$(1),$(TEST_BIN)) $(if $(filter search browser,$(1)),,\
	$(filter $(B)/tests/$(1)/%,$(TEST_BIN))))
ALONE := $(if $(T),$(if $(strip $(foreach t,$(NAMED),\
	$(if $(strip $(call alone,$(t))),,$(t)))),,yes))

# One short line a file; V=1 shows the commands.
Q = $(if $(V),,@)
say = @$(if $(V),:,echo "  $(1) $(2)")

.PHONY: all site test theme pictures serve bench bench-search fuzz check-all \
	install clean programs setup-site setup-test FORCE

all: $(B)/gongshi

$(B)/gongshi: $(B)/main.o $(B)/libgongshi.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIB_LIBS) -lm

$(B)/libgongshi.a: $(LIB_O)
	$(call say,AR  ,$@)
	$(Q)rm -f $@
	$(Q)$(AR) qcs $@ $^

$(B)/%.o: gen/%.c
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(LIB_CFLAGS) -MMD -MP -c -o $@ $<

# Another generator means a clean build: its digest covers all sources and
# the versions of the libraries.  Only gen/build/engine.c is compiled anew.
$(B)/build/engine.o: CPPFLAGS += -include $(B)/engine.h
$(B)/build/engine.o: $(B)/engine.h
$(B)/engine.h: FORCE
	@mkdir -p $(@D)
	@{ sha256sum $(GEN_C) $(GEN_H); pkg-config --modversion $(LIBS); } | \
	    sha256sum | sed 's/\(.\{32\}\).*/#define GONGSHI_ENGINE "\1"/' >$@.new
	@cmp -s $@ $@.new && rm $@.new || mv $@.new $@

# Where `gongshi init` finds schemas, tables and the theme once installed.
$(B)/cmd/init.o: CPPFLAGS += -DGONGSHI_DATA='"$(PREFIX)/share/gongshi"'

# Tests.
TEST_CPPFLAGS = -Itests/lib -Itests

$(B)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(call say,CC  ,$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(TEST_CPPFLAGS) $(LIB_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/tests/lib.a: $(TEST_LIB_O)
	@mkdir -p $(@D)
	$(Q)rm -f $@
	$(Q)$(AR) qcs $@ $^

# The objects of a program: its own and the helpers of its folder; the crash
# tests walk the random histories of tests/law/ too.
helpers = $(filter-out $(TEST_MAIN:%.c=$(B)/%.o),\
	$(patsubst %.c,$(B)/%.o,$(filter tests/$(1)/%,$(TEST_C))))

define folder
$(filter $(B)/tests/$(1)/%,$(TEST_BIN)): $(B)/tests/$(1)/%: \
		$(B)/tests/$(1)/%.o $(call helpers,$(1)) \
		$(if $(filter crash,$(1)),$(call helpers,law)) \
		$(B)/tests/lib.a $(B)/libgongshi.a
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(ALL_CFLAGS) -o $$@ $$^ $$(LIB_LIBS) $$(TEST_LIBS) -lm
endef
$(foreach d,$(TEST_DIRS),$(if $(filter $(B)/tests/$(d)/%,$(TEST_BIN)),\
	$(eval $(call folder,$(d)))))

programs: $(WANTED) $(if $(ALONE),,$(B)/gongshi)

# The two jobs of a newcomer.  What must be installed first changes what can
# be built, so that each step is a make of its own.
setup-site:
	@tests/setup/install.sh site

setup-test:
	@tests/setup/install.sh test

site: setup-site
	@$(MAKE) --no-print-directory $(B)/gongshi
	$(B)/gongshi build

test:
ifeq ($(ALONE),)
	@tests/setup/install.sh test
endif
	@$(MAKE) --no-print-directory programs
	@B=$(B) T='$(T)' tests/setup/run.sh

# Not a part of `make test`: clang is wanted, and some minutes.
fuzz:
	@tests/setup/install.sh test
	@$(MAKE) --no-print-directory -s $(B)/tests/search/mkindex
	@B=$(B) tests/fuzz/fuzz.sh $(or $(T),60)

check-all:
	@tests/setup/install.sh test
	@tests/setup/check-all.sh

# The site must build where there is no esbuild, so the results are committed;
# tests/lint/bundle.sh holds them to their modules.
theme:
	$(call say,JS  ,themes/default/assets/*.js)
	@mkdir -p $(B)/theme
	$(Q)themes/default/source/search/bundle.sh $(B)/theme
	$(Q)themes/default/source/form/bundle.sh $(B)/theme
	$(Q)cp $(B)/theme/*.js themes/default/assets/

# LibreOffice, poppler-utils and pngquant are wanted for these alone.
pictures:
	@tests/setup/install.sh pictures
	@$(MAKE) --no-print-directory $(B)/gongshi
	@B=$(B) node tests/tools/pictures.mjs

serve: setup-site
	@$(MAKE) --no-print-directory $(B)/gongshi
	$(B)/gongshi serve

bench:
	@tests/setup/install.sh site
	@$(MAKE) --no-print-directory -s $(B)/gongshi \
	    $(filter $(B)/tests/bench/%,$(TEST_BIN))
	@B=$(B) N='$(N)' tests/bench/bench.sh
	@B=$(B) tests/bench/import.sh $(N)

bench-search:
	@tests/setup/install.sh test
	@$(MAKE) --no-print-directory -s $(B)/gongshi \
	    $(filter $(B)/tests/bench/%,$(TEST_BIN))
	@B=$(B) N='$(N)' tests/bench-search/run.sh

SHARE = $(DESTDIR)$(PREFIX)/share
install: $(B)/gongshi
	install -D -m 755 $(B)/gongshi $(DESTDIR)$(PREFIX)/bin/gongshi
	rm -rf $(SHARE)/gongshi
	mkdir -p $(SHARE)/gongshi $(SHARE)/man/man1 \
	    $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions
	tar -cf - --exclude=themes/default/source content/schema \
	    content/tables themes/default gen/init gen/samples | \
	    tar -xf - --no-same-owner -C $(SHARE)/gongshi
	$(B)/gongshi completion man >$(SHARE)/man/man1/gongshi.1
	$(B)/gongshi completion bash \
	    >$(SHARE)/bash-completion/completions/gongshi
	$(B)/gongshi completion zsh >$(SHARE)/zsh/site-functions/_gongshi

clean:
	rm -rf build

-include $(patsubst %.o,%.d,$(LIB_O) $(B)/main.o $(TEST_LIB_O) \
	$(TEST_C:%.c=$(B)/%.o))
