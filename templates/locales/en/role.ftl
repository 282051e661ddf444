# What a person is, beside their name.
role-mentor = Mentor
role-mentee = Student
role-coordinator = Coordinator
role-observer = Observer
role-moderator = Moderator
role-admin = Administrator
role-imported = By e-mail
