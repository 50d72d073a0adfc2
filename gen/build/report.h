#ifndef BUILD_REPORT_H
#define BUILD_REPORT_H

/*
 * report - what a build did, for --json and --explain.  Nothing of it ever
 * reaches an output.
 */
#include "base/str.h"
#include "os/trace.h"

/* Told of each output that was looked at: its path, why, and what became of
 * it ("written", "unchanged", "deleted"). */
typedef void report_explain_fn(void *ctx, struct str path, struct str reason,
                               const char *became);

struct report {
	bool null_build;     /* nothing had changed */
	bool rebuilt;        /* from nothing */
	bool rewritten;      /* the history had been rewritten */
	uint64_t records;    /* on the site */
	uint64_t read;       /* record files looked at */
	uint64_t considered; /* outputs marked */
	uint64_t rendered;   /* outputs made, without manifest, build.json */
	uint64_t late;       /* pieces of the manifest, index, build.json */
	uint64_t written;
	uint64_t deleted;
	uint64_t bytes;      /* written */
	struct trace trace;  /* phases */
	report_explain_fn *explain; /* or NULL */
	void *ctx;
};

#endif
