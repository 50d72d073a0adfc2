#ifndef SEARCH_FACET_H
#define SEARCH_FACET_H

/*
 * facet - filters and counts of a query, by the columns of its candidates.
 *
 * Of each facet named in the filters a record must have one of the values
 * given.  Facets are what column.h holds of a record, a joined value being
 * several, and `year`, four digits, of its date; a column of that name is
 * passed over.  A record without a date has no year, and one without a row no
 * facet at all.
 *
 * Counts: of each facet its values by descending number, then bytewise, over
 * the candidates that pass the filters of the other facets and were not
 * dropped.  Facets stand in bytewise order of their codes; those without a
 * value are left out.
 */
#include "search/query.h"

#define FACET_PASSES 0
#define FACET_FAILS 255 /* more than one facet */

/*
 * facet_sieve - read the columns of candidates and filter them.
 * in:  query, its filters
 * out: hits, with their days; miss[i], FACET_PASSES, or FACET_FAILS, or 1 +
 *      the place of the first filter of the one facet that is not met
 * err: ERR_CORRUPT; what the source returned
 */
int facet_sieve(struct load *l, const struct query *query, struct hits *hits,
                uint8_t *miss, struct err *err);

/*
 * facet_count - count the values of candidates.
 * in:  miss, as from facet_sieve; dropped[i], whether the texts showed that
 *      candidate i is none
 * out: result, its facets, in the arena of l
 * err: ERR_CORRUPT; what the source returned
 */
int facet_count(struct load *l, const struct query *query,
                const struct hits *hits, const uint8_t *miss,
                const bool *dropped, struct result *result, struct err *err);

#endif
