/*
 * main - search in the page, without a server.
 *
 * The modules here become assets/search.js by `make theme`: one classic
 * script, at most 10 KB as it is sent.  The file formats and rules are in
 * the headers of gen/search/; the functions are on globalThis.gongshi.
 */
import {connect} from './index.js';
import {parse} from './items.js';
import {openPage} from './page.js';
import {search} from './query.js';

globalThis.gongshi =
  {search, configure: ({load}) => connect(load), parse};
if (globalThis.document) openPage();
