#include "text/xml.h"

#include "base/mem.h"

#include <expat.h>
#include <string.h>

struct xml {
	XML_Parser parser;
	struct xml_handler handler;
	unsigned depth;
	bool refused;
};

static const char *
local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void
refuse(struct xml *x)
{
	x->refused = true;
	XML_StopParser(x->parser, XML_FALSE);
}

static void XMLCALL
on_open(void *data, const XML_Char *name, const XML_Char **attr)
{
	struct xml *x = data;

	if (++x->depth > XML_DEPTH)
		refuse(x);
	else
		x->handler.open(x->handler.ctx, local(name),
		                (xml_attrs)attr);
}

static void XMLCALL
on_close(void *data, const XML_Char *name)
{
	struct xml *x = data;

	x->depth--;
	x->handler.close(x->handler.ctx, local(name));
}

static void XMLCALL
on_text(void *data, const XML_Char *s, int n)
{
	struct xml *x = data;

	x->handler.text(x->handler.ctx, (struct str){s, (size_t)n});
}

static void XMLCALL
on_doctype(void *data, const XML_Char *name, const XML_Char *system,
           const XML_Char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	refuse(data);
}

struct xml *
xml_new(const struct xml_handler *handler)
{
	struct xml *x = mem_zalloc(1, sizeof *x);

	x->handler = *handler;
	x->parser = XML_ParserCreate(NULL);
	if (!x->parser)
		return x;
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_open, on_close);
	if (handler->text)
		XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return x;
}

int
xml_feed(struct xml *x, struct str piece, bool last, struct err *err)
{
	if (x->parser && !x->refused &&
	    XML_Parse(x->parser, piece.p, (int)piece.n, last) ==
	        XML_STATUS_OK)
		return 0;
	return err_set(err, ERR_CORRUPT, "no sound XML");
}

void
xml_free(struct xml *x)
{
	if (!x)
		return;
	if (x->parser)
		XML_ParserFree(x->parser);
	mem_free(x);
}

const char *
xml_attr(xml_attrs attr, const char *name)
{
	for (; *attr; attr += 2)
		if (strcmp(local(attr[0]), name) == 0)
			return attr[1];
	return NULL;
}
