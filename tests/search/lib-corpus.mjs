/*
 * lib-corpus.mjs - records for tests and measurements, from a seed.
 *
 *     node tests/search/lib-corpus.mjs COUNT [SEED [LENGTH]] > corpus
 *
 * in the form that indexer.h reads.  LENGTH is the mean length of a text in
 * characters (100).  Texts are words, drawn with a few frequent and many rare
 * ones, and phrases of them that come back, as texts of registers have them;
 * Latin words and their misspellings, spans such as AI芯片, years, patent
 * numbers, credit codes, 发文字号, full width, traditional characters, those
 * beyond U+FFFF, marks and odd spaces are mixed in.  Some records are almost
 * empty and some very long.  Some numbers have no record.
 */
import {pathToFileURL} from 'node:url';

export const random = (seed) => {
  let s = seed >>> 0 || 1;
  const next = () => {
    s ^= s << 13;
    s >>>= 0;
    s ^= s >>> 17;
    s ^= s << 5;
    s >>>= 0;
    return s;
  };
  for (let i = 0; i < 8; i++) next();
  return {
    below: (n) => next() % n,
    chance: (percent) => next() % 1000 < percent * 10,
    pick: (list) => list[next() % list.length],
    // The first are frequent, the last rare.
    early: (list) => list[Math.floor(list.length ** (next() / 2 ** 32)) - 1],
  };
};

const COMMON = '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于' +
  '出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经' +
  '十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点' +
  '从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样';
const WORDS = ['产学研', '联盟', '辽宁省', '企业', '技术', '创新', '研究院',
  '大学', '备案', '公示', '项目', '平台', '芯片', '人工智能', '装备制造',
  '新材料', '智能', '机器人', '工业软件', '沈阳市', '大连市', '有限公司',
  '集团', '数据', '网络', '检测', '标准', '专利', '许可', '转化', '牵头单位',
  '理事会', '协议', '共性技术', '攻关', '中试基地', '燃气轮机', '压缩机',
  '数控机床', '半导体', '生物医药', '洁净能源', '氢能', '储能', '海洋工程',
  '冶金', '菱镁', '石化', '催化剂', '精细化工', '农业', '水稻', '果蔬',
  '重庆', '银行', '会计', '音乐', '长春', '曾经', '厦门', '行业', '国际论坛',
  '电脑软件', '钢铁', '龙头企业', '台湾', '发展', '人才培养', '成果', '典型'];
const LATIN = ['network', 'alliance', 'industry', 'university', 'research',
  'OpenAI', 'IoT', 'steel', 'laboratory', 'turbine', 'compressor', 'catalyst',
  'Shenyang', 'Dalian', 'chip', 'chips', 'robot', 'robots', 'robotic',
  'platform', 'standard', 'licence', 'license', 'transfer', 'Café', 'Straße',
  'naïve', 'gongshi', 'and', 'of', 'the', 'in', 'a', 'AI', '5G', 'R&D',
  'GB/T', 'hydrogen', 'material', 'materials', 'semiconductor', 'software',
  'ＡＢＣ', 'Москва', 'Ελλάδα', 'pneumonoultramicroscopicsilicovolcano',
  'x86', 'mp3', 'v2', 'H2O', 'CO2', 'Co-op', 'state-of-the-art', 'e-mail'];
const MIXED = ['AI芯片', '5G网络', 'X射线', '2023年', '2025年度', 'B超',
  'AI+制造', 'H型钢', 'PM2.5浓度', '3D打印', 'T型台', '100%', 'C919大飞机',
  '第1批', '2,400万元', 'n型半导体', '卡拉OK', 'IPv6改造'];
const OLD = [...'產學聯盟國際論壇發展臺灣電腦軟體網絡龍鐵錦遼陽導製機術質證'];
const FAR = ['𠮷', '𡈽', '𠵾', '𬬭', '𪚥', '𠀀'];
const MARKS = ['，', '。', '、', '；', '：', '“', '”', '（', '）', '《', '》',
  '\n', ' ', '　', '——', '·', '-', '/', '.', '①', '㎡', 'ﾊﾞ', '한국', '\u200b',
  '…', '＋', '_', '%', '"', "'", '&', '<b>', '\\', '\t'];

const CITIES = [['210100', '沈阳市'], ['210200', '大连市'], ['210300', '鞍山市'],
  ['210400', '抚顺市'], ['210500', '本溪市'], ['210600', '丹东市'],
  ['210700', '锦州市'], ['210800', '营口市'], ['210900', '阜新市'],
  ['211000', '辽阳市'], ['211100', '盘锦市'], ['211200', '铁岭市'],
  ['211300', '朝阳市'], ['211400', '葫芦岛市']];
const FIELDS = [['energy', '洁净能源'], ['equipment', '高端装备制造'],
  ['food', '农产品加工'], ['life', '生物医药'], ['materials', '新材料'],
  ['software', '工业软件']];
const STATES = [['filed', '已备案'], ['noticed', '公示中'],
  ['revoked', '已撤销']];
const KINDS = ['alliance', 'license', 'notice', 'revocation', 'typical'];
const ORGANISATIONS = ['沈阳鼓风机集团股份有限公司', '东北大学', '大连理工大学',
  '中国科学院金属研究所', '鞍钢集团有限公司', '沈阳新松机器人自动化股份有限公司',
  '辽宁省科学技术厅', '大连化学物理研究所', '沈阳音乐学院', '营口银行',
  '朝阳重型机器厂', '葫芦岛锌业', '抚顺石化公司', '沈阳会计师事务所'];

const digits = (r, n) => {
  let s = '';
  while (s.length < n) s += r.below(10);
  return s;
};

const identifier = (r) => r.pick([
  () => 'ZL' + (2016 + r.below(10)) + '1' + digits(r, 7) + '.' + r.below(10),
  () => 'CN ' + (2016 + r.below(10)) + ' 1 ' + digits(r, 7) + '.' + r.below(9),
  () => 'CN1' + digits(r, 8) + 'B',
  () => '91210' + digits(r, 12) + 'X',
  () => '辽科发〔' + (2016 + r.below(10)) + '〕' + (1 + r.below(99)) + '号',
  () => 'GB/T ' + digits(r, 4) + '-' + (2000 + r.below(20)),
  () => '024-' + digits(r, 8),
  () => 'ln-' + (2016 + r.below(10)) + '-' + digits(r, 4),
])();

const date = (r) => (2016 + r.below(10)) + '-' +
  String(1 + r.below(12)).padStart(2, '0') + '-' +
  String(1 + r.below(28)).padStart(2, '0');

/* One edit: a letter more, less, another, or two swapped. */
export const misspell = (r, word) => {
  const at = r.below(word.length), letter = r.pick('abcdefghijklmnopqrstuvwxyz');
  return r.pick([
    () => word.slice(0, at) + letter + word.slice(at),
    () => word.slice(0, at) + word.slice(at + 1),
    () => word.slice(0, at) + letter + word.slice(at + 1),
    () => word.slice(0, at) + word.slice(at, at + 2).split('').reverse()
      .join('') + word.slice(at + 2),
  ])();
};

const vocabulary = (r) => {
  const han = () => r.chance(60) ? r.pick(COMMON)
    : String.fromCodePoint(0x4e00 + r.below(r.chance(85) ? 4000 : 20900));
  const words = [...WORDS];
  while (words.length < 3000) {
    let w = '';
    for (let n = r.pick([1, 2, 2, 2, 3, 4]); n--;) w += han();
    words.splice(r.chance(10) ? 40 + r.below(100) : words.length, 0, w);
  }
  const phrases = Array.from({length: 400}, () => {
    let s = '';
    for (let n = 2 + r.below(4); n--;) s += r.early(words);
    return s;
  });
  return {words, phrases};
};

const piece = (r, v) => {
  const k = r.below(1000);
  if (k < 30) return ' ' + r.pick(LATIN) + ' ';
  if (k < 38) return ' ' + misspell(r, r.pick(LATIN)) + ' ';
  if (k < 45) return r.pick(MIXED);
  if (k < 52) return identifier(r);
  if (k < 60) return date(r).replace('-', '年').replace('-', '月') + '日';
  if (k < 66) return String(r.below(3000));
  if (k < 74) return r.pick(OLD) + r.pick(OLD);
  if (k < 78) return r.pick(FAR);
  if (k < 150) return r.pick(MARKS);
  if (k < 400) return r.early(v.phrases);
  return r.early(v.words);
};

const text = (r, v, length) => {
  let s = '';
  while (s.length < length) s += piece(r, v);
  return s;
};

const oneLine = (s) => s.replace(/[\n\t]/g, ' ').trim();

const titleOf = (r, v) => oneLine(r.chance(3) ? r.pick(v.words)
  : r.chance(2) ? r.pick(LATIN) : text(r, v, 6 + r.below(16)));

const englishOf = (r) => {
  if (!r.chance(30)) return '';
  let s = r.pick(LATIN);
  for (let n = r.below(5); n--;) s += ' ' + r.pick(LATIN);
  return s;
};

const facetsOf = (r) => {
  const facets = [];
  if (r.chance(90)) facets.push(['city', [r.early(CITIES)]]);
  const fields = FIELDS.filter(() => r.chance(18));
  if (fields.length) facets.push(['field', fields]);
  if (r.chance(80)) facets.push(['status', [r.early(STATES)]]);
  return facets;
};

const bodiesOf = (r, v, length) => {
  if (r.chance(3)) return [];
  if (r.chance(0.3)) return [text(r, v, 12 * length)];
  return [text(r, v, length / 2 + r.below(length)),
    text(r, v, r.below(length / 3 + 2))];
};

/* A record by its number alone and its seed: any number may be made anew. */
const record = (seed, v, doc, length) => {
  const r = random((seed * 65537 + doc * 40503) % 4294967291);
  const kind = r.early(KINDS), title = titleOf(r, v) || '无题';
  const en = englishOf(r);
  const organisation = r.chance(60) ? r.early(ORGANISATIONS) : '';
  return {doc, kind, id: kind + 's/x-' + doc, title, en,
    date: r.chance(75) ? date(r) : r.pick([date(r).slice(0, 7),
      date(r).slice(0, 4), '']),
    facets: facetsOf(r),
    text: [title, en, r.chance(70) ? identifier(r) : '',
      r.chance(70) ? text(r, v, length / 4) : '', organisation,
      ...bodiesOf(r, v, length)]};
};

/*
 * Records in order of their numbers; `length` characters in the mean body.
 * Each has doc, kind, id, title, en, date, facets [[code, [[value, label]]]],
 * text (as the record's JSON publishes it), versions (1 when absent).
 */
export const makeCorpus = (count, seed, length = 100) => {
  const r = random(seed), v = vocabulary(random(seed + 1)), records = [];
  for (let doc = 1; records.length < count; doc++)
    if (count < 4 || !r.chance(3)) records.push(record(seed, v, doc, length));
  return records;
};

/* Another version of each record, under the same number. */
export const makeEdits = (records, seed, length = 100) => {
  const v = vocabulary(random(seed + 1));
  return records.map((x) =>
    ({...record(seed + 7919, v, x.doc, length), kind: x.kind, id: x.id}));
};

const spellFacets = (x) => x.facets.flatMap(([code, values]) =>
  values.map(([value]) => code + '=' + value)).join(';');

export const writeRecord = (x) => [x.doc, x.kind, x.id, x.title, x.en,
  x.date, spellFacets(x), x.versions || 1, ...x.text.slice(2)].join('\x1f') +
  '\x1e';

export const writeCorpus = (records) => records.map(writeRecord).join('');

if (process.argv[1] && import.meta.url ===
    pathToFileURL(process.argv[1]).href) {
  const [count = 100, seed = 1, length = 100] =
    process.argv.slice(2).map(Number);
  const records = makeCorpus(count, seed, length);
  for (let i = 0; i < records.length; i += 1000)
    process.stdout.write(writeCorpus(records.slice(i, i + 1000)));
}
