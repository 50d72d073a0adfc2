#ifndef BUILD_ENGINE_H
#define BUILD_ENGINE_H

/*
 * engine - which generator this is.
 *
 * Published bytes are a function of commit, date and generator; another
 * generator means a build from nothing.
 */
#include "base/str.h"

/*
 * engine_version - for people: "gongshi 0.1.0".
 */
struct str engine_version(void);

/*
 * engine_digest - for the state: changes with every change of the sources.
 */
struct str engine_digest(void);

#endif
