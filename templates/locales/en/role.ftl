# What a person is, beside their name.
role-mentor = Mentor
role-mentee = Student
role-coordinator = Coordinator
role-observer = Observer
role-moderator = Moderator
role-admin = Administrator
role-careers = Careers staff
role-imported = By e-mail
# Instead of a name, where somebody is anonymous to peers.
role-masked-mentor = Anonymous mentor { $number }
role-masked-mentee = Anonymous student { $number }
role-masked-member = Anonymous member { $number }
