/**
 * Names of Unicode properties that PCRE2 10.42 knows (pcre2test -LP and -LS of that version, each tried with pcre2_compile): in small
 * letters, without blanks, `-` and `_`, which it passes over.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** General categories, and what is PCRE2's own. */
const CATEGORIES = words(
  "c l m n p s z cc cf cn co cs lc ll lm lo lt lu mc me mn nd nl no pc pd pe pf pi po ps sc sk sm so zl zp zs any xan xps xsp xuc xwd l&",
);

/** Properties that a character has or has not. */
const BINARY = words(
  "ahex alpha alphabetic ascii asciihexdigit bidic bidicontrol bidim bidimirrored cased caseignorable changeswhencasefolded changeswhencasemapped changeswhenlowercased changeswhentitlecased changeswhenuppercased ci cwcf cwcm cwl cwt cwu dash defaultignorablecodepoint dep deprecated di dia diacritic ebase ecomp emod emoji emojicomponent emojimodifier emojimodifierbase emojipresentation epres ext extendedpictographic extender extpict graphemebase graphemeextend graphemelink grbase grext grlink hex hexdigit idc idcontinue ideo ideographic ids idsb idsbinaryoperator idst idstart idstrinaryoperator joinc joincontrol loe logicalorderexception lower lowercase math nchar noncharactercodepoint patsyn patternsyntax patternwhitespace patws pcm prependedconcatenationmark qmark quotationmark radical regionalindicator ri sd sentenceterminal softdotted space sterm term terminalpunctuation uideo unifiedideograph upper uppercase variationselector vs whitespace wspace xidc xidcontinue xids xidstart",
);

/** Values of the bidirectional class. */
const BIDI = words(
  "b c l m r s al an bn cs en es et on ws fsi lre lri lro nsm pdf pdi rle rli rlo",
);

/** Scripts, by their names and by their short ones. */
const SCRIPTS = words(
  "adlam adlm aghb ahom anatolianhieroglyphs arab arabic armenian armi armn avestan avst bali balinese bamu bamum bass bassavah batak batk beng bengali bhaiksuki bhks bopo bopomofo brah brahmi brai braille bugi buginese buhd buhid cakm canadianaboriginal cans cari carian caucasianalbanian chakma cham cher cherokee chorasmian chrs common copt coptic cpmn cprt cuneiform cypriot cyprominoan cyrillic cyrl deseret deva devanagari diak divesakuru dogr dogra dsrt dupl duployan egyp egyptianhieroglyphs elba elbasan elym elymaic ethi ethiopic geor georgian glag glagolitic gong gonm goth gothic gran grantha greek grek gujarati gujr gunjalagondi gurmukhi guru han hang hangul hani hanifirohingya hano hanunoo hatr hatran hebr hebrew hira hiragana hluw hmng hmnp hung imperialaramaic inherited inscriptionalpahlavi inscriptionalparthian ital java javanese kaithi kali kana kannada katakana kayahli khar kharoshthi khitansmallscript khmer khmr khoj khojki khudawadi kits knda kthi lana lao laoo latin latn lepc lepcha limb limbu lina linb lineara linearb lisu lyci lycian lydi lydian mahajani mahj maka makasar malayalam mand mandaic mani manichaean marc marchen masaramgondi medefaidrin medf meeteimayek mend mendekikakui merc mero meroiticcursive meroitichieroglyphs miao mlym modi mong mongolian mro mroo mtei mult multani myanmar mymr nabataean nand nandinagari narb nbat newa newtailue nko nkoo nshu nushu nyiakengpuachuehmong ogam ogham olchiki olck oldhungarian olditalic oldnortharabian oldpermic oldpersian oldsogdian oldsoutharabian oldturkic olduyghur oriya orkh orya osage osge osma osmanya ougr pahawhhmong palm palmyrene pauc paucinhau perm phag phagspa phli phlp phnx phoenician plrd prti psalterpahlavi qaac qaai rejang rjng rohg runic runr samaritan samr sarb saur saurashtra sgnw sharada shavian shaw shrd sidd siddham signwriting sind sinh sinhala sogd sogdian sogo sora sorasompeng soyo soyombo sund sundanese sylo sylotinagri syrc syriac tagalog tagb tagbanwa taile taitham taiviet takr takri tale talu tamil taml tang tangsa tangut tavt telu telugu tfng tglg thaa thaana thai tibetan tibt tifinagh tirh tirhuta tnsa toto ugar ugaritic unknown vai vaii vith vithkuqi wancho wara warangciti wcho xpeo xsux yezi yezidi yi yiii zanabazarsquare zanb zinh zyyy zzzz",
);

/** Whether PCRE2 knows what stands in the braces of `\\p{...}`. */
export function isProperty(text: string): boolean {
  const name = text
    .replace(/^\^/, "")
    .replace(/[\s_-]/g, "")
    .toLowerCase();
  const [, kind, value = ""] = /^([^:=]*)[:=](.*)$/.exec(name) ?? [];
  if (kind === undefined)
    return (
      CATEGORIES.has(name) ||
      BINARY.has(name) ||
      SCRIPTS.has(name) ||
      (name.startsWith("bidi") && BIDI.has(name.slice(4)))
    );
  if (kind === "bc" || kind === "bidiclass") return BIDI.has(value);
  return ["sc", "script", "scx", "scriptextensions"].includes(kind) && SCRIPTS.has(value);
}
