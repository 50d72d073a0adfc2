#include "build/engine.h"

#ifndef GONGSHI_ENGINE
#define GONGSHI_ENGINE "unmarked"
#endif

struct str
engine_version(void)
{
	return STR("gongshi 0.1.0");
}

struct str
engine_digest(void)
{
	return STR(GONGSHI_ENGINE);
}
