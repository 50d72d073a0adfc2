#ifndef TESTS_FS_FAULT_H
#define TESTS_FS_FAULT_H

/*
 * fs_fault - a file system that fails, or dies, at its n-th operation.
 *
 * Wraps another one and counts every operation, reading ones too.  Dying
 * is told by errors: from the chosen operation on, nothing reaches the
 * wrapped file system any more, which to the files is the same as a
 * killed process, whatever the code under test does with its errors.
 */
#include "os/fs.h"

enum fault_mode {
	FAULT_NONE,        /* count only */
	FAULT_ONCE,        /* the n-th operation fails with `number` */
	FAULT_FROM,        /* the n-th and all later ones */
	FAULT_KILL_BEFORE, /* dead before the n-th */
	FAULT_KILL_HALF,   /* a write has put half of its bytes */
	FAULT_KILL_AFTER   /* dead after the n-th */
};

struct fs_fault {
	struct fs inner;
	enum fault_mode mode;
	unsigned long at; /* n, from 0 */
	int number;       /* errno */
	unsigned long count; /* operations so far, counted atomically */
};

/*
 * fs_fault_fs - the table of operations over f.
 * in:  f, the caller's, with all but count set
 */
struct fs fs_fault_fs(struct fs_fault *f);

#endif
