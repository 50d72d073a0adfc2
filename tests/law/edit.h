#ifndef LAW_EDIT_H
#define LAW_EDIT_H

/*
 * edit - random changes to a world, as an office makes them.
 */
#include "law/world.h"

/*
 * edit_start - a small register to begin with.
 * out: a valid world
 */
void edit_start(struct world *world, struct random *r);

/*
 * edit_sound - one change that keeps the world valid, as far as that can be
 * told here.
 * out: the name of what was done, a constant
 */
const char *edit_sound(struct world *world, struct random *r);

/*
 * edit_unsound - one change that is meant to be refused.
 * out: the name of what was done, a constant
 */
const char *edit_unsound(struct world *world, struct random *r);

#endif
