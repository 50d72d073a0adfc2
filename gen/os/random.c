#include "os/random.h"

#include <stdio.h>
#include <sys/random.h>

int
random_text(char text[RANDOM_TEXT], struct err *err)
{
	unsigned char bits[RANDOM_TEXT / 2];

	if (getrandom(bits, sizeof bits, 0) != (ssize_t)sizeof bits)
		return err_io(err, "cannot read", "random bits");
	for (size_t i = 0; i < sizeof bits; i++)
		snprintf(text + 2 * i, 3, "%02x", bits[i]);
	return 0;
}
