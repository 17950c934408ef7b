-- Whether somebody was paged for a group is asked for every open alert at once; a group may have thousands of other decisions.
create index decision_sent on decision (group_id) where code = 'page.sent';
