#ifndef OS_LOCK_H
#define OS_LOCK_H

/*
 * lock - one builder at a time.
 *
 * A lock file that holds the process number of its owner as decimal digits
 * and a newline, under flock(2): the kernel lets go when the owner dies,
 * however it dies, so that a file left behind is never a lock.  The file is
 * emptied on release and stays, because removing it would race with the
 * next owner.  Refused: O_EXCL and a process number alone, which takes a
 * reused number for a living owner.
 */
struct err;

struct lock {
	int fd; /* -1 when not held */
};

/*
 * lock_take - become the owner; does not wait.
 * in:  path, of the lock file; its folder exists
 * out: lock; fd is -1 on failure
 * err: ERR_LOCKED, the line says which process holds it; ERR_IO, ERR_FULL
 */
int lock_take(struct lock *lock, const char *path, struct err *err);

/*
 * lock_wait - become the owner, waiting for the one before.
 * in:  most, milliseconds to wait; 0: as lock_take
 * err: as lock_take
 */
int lock_wait(struct lock *lock, const char *path, unsigned most,
              struct err *err);

/*
 * lock_release - let the next one in; nothing when not held.
 */
void lock_release(struct lock *lock);

#endif
