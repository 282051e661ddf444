# What a person is, beside their name.
role-mentor = Mentor
role-mentee = Student
role-coordinator = Coordinator
role-observer = Observer
role-moderator = Moderator
role-admin = Administrator
role-careers = Careers staff
role-imported = By e-mail
