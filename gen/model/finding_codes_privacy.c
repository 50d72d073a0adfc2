#include "model/finding_codes.h"

/* Privacy. */
static const struct finding_code codes[] = {
	{"V101", FINDING_ERROR,
	 {"疑似身份证号 {0}", "this looks like an identity number: {0}"},
	 {"", ""},
	 {"校验位和出生日期都对得上；身份证号是敏感个人信息，不公开（个人信"
	  "息保护法第二十八条）",
	  "check digit and date of birth fit; it is sensitive personal "
	  "data and is not published"},
	 {"删去号码；需要核对身份的，在办公系统里留存",
	  "delete it; keep it in the office's own system if it is needed"},
	 "contact: 11010519491231002X", "contact: 科技成果处"},
	{"V102", FINDING_ERROR,
	 {"疑似手机号 {0}", "this looks like a mobile number: {0}"},
	 {"", ""},
	 {"手机号属于个人，公开页面只写单位的办公电话",
	  "a mobile number belongs to a person; pages name office lines "
	  "only"},
	 {"换成带区号的办公电话，例如 024-23981234",
	  "write an office line, such as 024-23981234"},
	 "phone: 13800138000", "phone: 024-23981234"},
	{"V103", FINDING_ERROR,
	 {"疑似个人邮箱 {0}", "this looks like a personal e-mail address: {0}"},
	 {"", ""},
	 {"个人邮箱属于个人信息，公开页面只写单位的邮箱",
	  "a personal address belongs to a person; pages name those of "
	  "offices"},
	 {"换成单位域名的公用邮箱，例如 office@example.cn",
	  "write an office address, such as office@example.cn"},
	 "email: 123456@qq.com", "email: office@example.cn"},
	{"V104", FINDING_WARNING,
	 {"疑似银行卡号 {0}", "this looks like a bank card: {0}"},
	 {"", ""},
	 {"位数、开头和校验位都像银行卡；账号不必公开",
	  "length, beginning and check digit are those of a card; it need "
	  "not be public"},
	 {"不是卡号的不用改；是卡号的，改写单位账户的开户行并隐去账号",
	  "leave it if it is none; else name the bank and leave the number "
	  "out"},
	 "account: 6200000000000005", "account: 中国银行沈阳分行"},
	{"V105", FINDING_WARNING,
	 {"{0} 像身份证号", "{0} is like an identity number"},
	 {"", ""},
	 {"地区和出生日期都对得上，校验位不对或者是十五位的旧号；多半是抄错一"
	  "位的身份证号",
	  "area and date of birth fit, the check digit does not, or it is "
	  "an old number of 15 digits; a slip in copying, mostly"},
	 {"是身份证号的删去；不是的不用改",
	  "delete it if it is one; else leave it"},
	 "contact: 110105194912310021", "contact: 科技成果处"},
};

const struct finding_family finding_codes_privacy = {
    codes, sizeof codes / sizeof *codes};
