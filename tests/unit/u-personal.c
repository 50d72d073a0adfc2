/*
 * Numbers and addresses that name a person are told from those that name
 * something else.
 */
#include "model/personal.h"

#include "unit.h"

#define ID "11010519491231002X" /* the example of GB 11643 */
#define CARD "6200000000000005"

static void
test_identity_numbers(void **state)
{
	(void)state;
	assert_true(personal_identity(STR(ID)));
	assert_true(personal_identity(STR("11010519491231002x")));
	assert_true(personal_identity(STR("440524188001010014")));
	assert_false(personal_identity(STR("110105194912310021")));
	assert_false(personal_identity(STR("11010519491331002X")));
	assert_false(personal_identity(STR("99010519491231002X")));
	assert_false(personal_identity(STR("1101051949123100")));
	/* credit codes of digits alone */
	assert_false(personal_identity(STR("113417030032499282")));
	assert_false(personal_identity(STR("123502001549897397")));
	assert_false(personal_identity(STR("122102004123368384")));
	/* whole as a credit code, though the other check fits, too */
	assert_false(personal_identity(STR("122101199001011812")));
}

static void
test_cards(void **state)
{
	(void)state;
	assert_true(personal_card(STR(CARD)));
	assert_true(personal_card(STR("4111111111111111")));
	assert_false(personal_card(STR("6200000000000006")));
	assert_false(personal_card(STR("2021101234567890")));
	assert_false(personal_card(STR("113417030032499282")));
	assert_false(personal_card(STR("620000000000")));
}

static void
test_mobile_numbers(void **state)
{
	(void)state;
	assert_true(personal_mobile(STR("13800138000")));
	assert_true(personal_mobile(STR("8619912345678")));
	assert_false(personal_mobile(STR("12800138000")));
	assert_false(personal_mobile(STR("02423981234")));
	assert_false(personal_mobile(STR("1380013800")));
}

static void
test_mail_addresses(void **state)
{
	(void)state;
	assert_true(personal_free_mail(STR("office"), STR("163.com")));
	assert_true(personal_free_mail(STR("a"), STR("vip.QQ.com")));
	assert_true(personal_free_mail(STR("13800138000"), STR("x.edu.cn")));
	assert_false(personal_free_mail(STR("12345"), STR("x.gov.cn")));
	assert_false(personal_free_mail(STR("a"), STR("myqq.com")));
	assert_false(personal_free_mail(STR("a"), STR("com")));
	assert_true(personal_named_mail(STR("zhang.san")));
	assert_true(personal_named_mail(STR("san_zhang")));
	assert_false(personal_named_mail(STR("tech.office")));
	assert_false(personal_named_mail(STR("zhang.2021")));
	assert_false(personal_named_mail(STR("zhang")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_identity_numbers),
	    cmocka_unit_test(test_cards),
	    cmocka_unit_test(test_mobile_numbers),
	    cmocka_unit_test(test_mail_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
