#include "os/random.h"

#include "base/codec.h"

#include <sys/random.h>

int
random_text(char text[RANDOM_TEXT], struct err *err)
{
	unsigned char bits[RANDOM_TEXT / 2];

	if (getrandom(bits, sizeof bits, 0) != (ssize_t)sizeof bits)
		return err_io(err, "cannot read", "random bits");
	hex_put(bits, sizeof bits, text);
	return 0;
}
