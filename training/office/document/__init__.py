"""A document in the form of Decree 30/2020/NĐ-CP: types, number, date, parts, its page."""
